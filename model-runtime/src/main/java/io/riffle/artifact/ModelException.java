package io.riffle.artifact;

import org.jspecify.annotations.Nullable;

/** A model artifact that cannot be used: which file, which rule, and of which kind the rule is. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Which kind of rule an artifact breaks. */
    public enum Reason {
        /** There is nothing. */
        MISSING,
        /** It cannot be read now; perhaps it can later. */
        UNREADABLE,
        /** A file is not as long as its manifest says. */
        TRUNCATED,
        /** A file is not the one its manifest names. */
        CHECKSUM,
        /** Tensors or items are not those of its config. */
        SHAPE,
        /** A weight is no finite number. */
        NON_FINITE,
        /** A delta lacks its snapshot. */
        BASE,
        /** Any other rule. */
        FORMAT
    }

    /** A rule of the format is broken. */
    public ModelException(String message) {
        this(message, null);
    }

    /** As above, with what is behind it. */
    public ModelException(String message, @Nullable Throwable cause) {
        this(Reason.FORMAT, message, cause);
    }

    /** A rule is broken, of a kind that callers tell apart. */
    public ModelException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Which kind of rule is broken. */
    public Reason reason() {
        return reason;
    }

    /** Whether it cannot be had now and perhaps can later: so it must not be taken for gone. */
    public boolean passing() {
        return reason == Reason.UNREADABLE;
    }

    /**
     * A thing of an artifact breaks a rule of the format: <em>The thing (value) of owner must
     * rule.</em>
     */
    public static ModelException wrong(String thing, Object value, String owner, String rule) {
        return wrong(Reason.FORMAT, thing, value, owner, rule);
    }

    /** As above, for another kind of rule. */
    public static ModelException wrong(
            Reason reason, String thing, Object value, String owner, String rule) {
        return new ModelException(
                reason,
                "The " + thing + " (" + value + ") of " + owner + " must " + rule + ".",
                null);
    }

    /** A file cannot be had now; it may be there later. */
    public static ModelException unreadable(String file, Throwable cause) {
        return new ModelException(
                Reason.UNREADABLE,
                "The file ("
                        + file
                        + ") of the model artifact must be readable: "
                        + cause.getMessage()
                        + "\nMaybe the store's address is wrong, or the version was deleted.",
                cause);
    }
}
