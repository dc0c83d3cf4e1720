package io.riffle.job.operator;

import org.jspecify.annotations.Nullable;

/** An announced model that must not serve: why, in a word that can be counted, and in full. */
final class UpdateRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Which rule an announced model breaks. */
    enum Reason {
        /** Nothing can be read at its URI. */
        MISSING,
        /** The manifest is not the announced one. */
        CHECKSUM,
        /** Another model or version than the announced one. */
        VERSION,
        /** Files, tensors or items break a rule of artifacts. */
        ARTIFACT,
        /** A reranker that was trained on another backbone. */
        FINGERPRINT,
        /** Weights many times as large as those in use. */
        NORM,
        /** It cannot be brought to serve. */
        FAILED
    }

    UpdateRefusedException(Reason reason, @Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** The reason of a failed load, whatever threw it. */
    static Reason reasonOf(RuntimeException failure) {
        return failure instanceof UpdateRefusedException refused ? refused.reason() : Reason.FAILED;
    }
}
