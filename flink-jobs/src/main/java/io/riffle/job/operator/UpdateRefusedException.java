package io.riffle.job.operator;

import io.riffle.artifact.ModelException;
import io.riffle.schema.ModelUpdate;
import org.jspecify.annotations.Nullable;

/** An announced model that must not serve: why, in a word that can be counted, and in full. */
final class UpdateRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Which rule an announced model breaks. */
    enum Reason {
        /** Nothing can be read at its URI. */
        MISSING,
        /** The manifest is not the announced one, or a file not the manifest's. */
        CHECKSUM,
        /** Another model or version than the announced one. */
        VERSION,
        /** A file is not as long as its manifest says. */
        TRUNCATED,
        /** Tensors or items are not those of its config. */
        SHAPE,
        /** A weight is no finite number. */
        NON_FINITE,
        /** A delta lacks its snapshot. */
        BASE,
        /** Any other rule of artifacts is broken. */
        ARTIFACT,
        /** Its version is below the one in use or loading. */
        OLDER,
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

    static UpdateRefusedException older(ModelUpdate update) {
        return new UpdateRefusedException(
                Reason.OLDER,
                "The version (%d) of an announced %s must be above the one in use.%nMaybe roll back: that is a new version too."
                        .formatted(update.version(), update.model()),
                null);
    }

    /** The same refusal in the words of the jobs. */
    static UpdateRefusedException of(ModelException e) {
        Reason reason =
                switch (e.reason()) {
                    case MISSING -> Reason.MISSING;
                    case TRUNCATED -> Reason.TRUNCATED;
                    case CHECKSUM -> Reason.CHECKSUM;
                    case SHAPE -> Reason.SHAPE;
                    case NON_FINITE -> Reason.NON_FINITE;
                    case BASE -> Reason.BASE;
                    case FORMAT -> Reason.ARTIFACT;
                };
        return new UpdateRefusedException(reason, e.getMessage(), e);
    }
}
