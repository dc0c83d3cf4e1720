package io.riffle.job.models;

import io.riffle.artifact.ModelException;
import io.riffle.schema.ModelUpdate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An announced model that must not serve: why, in a word that can be counted, and in full. */
public final class UpdateRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final @Nullable String fingerprint;

    /** Which rule an announced model breaks. */
    public enum Reason {
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
        /** Its announcement names a place outside the store. */
        STORE,
        /** It is larger than what there is room for. */
        MEMORY,
        /** Loading it brought the virtual machine to a limit. */
        ERROR,
        /** It cannot be brought to serve. */
        FAILED
    }

    public UpdateRefusedException(
            Reason reason, @Nullable String message, @Nullable Throwable cause) {
        this(reason, null, message, cause);
    }

    private UpdateRefusedException(
            Reason reason,
            @Nullable String fingerprint,
            @Nullable String message,
            @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.fingerprint = fingerprint;
    }

    public Reason reason() {
        return reason;
    }

    /** Of the backbone that a reranker was trained on; null when that is not why it is refused. */
    public @Nullable String fingerprint() {
        return fingerprint;
    }

    /**
     * A reranker that needs another backbone beside it.
     *
     * @param trainedOn fingerprint of the one it needs; null = it names none
     */
    public static UpdateRefusedException ofAnotherBackbone(
            @Nullable String trainedOn, String message) {
        return new UpdateRefusedException(Reason.FINGERPRINT, trainedOn, message, null);
    }

    public static UpdateRefusedException older(ModelUpdate update) {
        return new UpdateRefusedException(
                Reason.OLDER,
                String.format(
                        Locale.ROOT,
                        "The version (%d) of an announced %s must be above the one in use.%nMaybe"
                                + " roll back: that is a new version too.",
                        update.version(),
                        update.model()),
                null);
    }

    /** Another content under a number that another announcement has taken. */
    public static UpdateRefusedException other(ModelUpdate update) {
        return new UpdateRefusedException(
                Reason.VERSION,
                String.format(
                        Locale.ROOT,
                        "The version (%d) of an announced %s must be new: another content was"
                                + " announced under it.%nMaybe two trainers write into one store.",
                        update.version(),
                        update.model()),
                null);
    }

    /** The same refusal in the words of the jobs. */
    public static UpdateRefusedException of(ModelException e) {
        Reason reason =
                switch (e.reason()) {
                    case MISSING -> Reason.MISSING;
                    case TRUNCATED -> Reason.TRUNCATED;
                    case CHECKSUM -> Reason.CHECKSUM;
                    case SHAPE -> Reason.SHAPE;
                    case NON_FINITE -> Reason.NON_FINITE;
                    case BASE -> Reason.BASE;
                    case FORMAT, UNREADABLE -> Reason.ARTIFACT;
                };
        return new UpdateRefusedException(reason, e.getMessage(), e);
    }
}
