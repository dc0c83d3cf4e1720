package io.riffle.artifact;

import org.jspecify.annotations.Nullable;

/** A model artifact that cannot be used: which file, which rule. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static ModelException wrong(String thing, Object value, String owner, String rule) {
        return new ModelException(
                "The " + thing + " (" + value + ") of " + owner + " must " + rule + ".");
    }

    static ModelException unreadable(String file, Throwable cause) {
        return new ModelException(
                "The file ("
                        + file
                        + ") of the model artifact must be readable: "
                        + cause.getMessage()
                        + "\nMaybe the store's address is wrong, or the version was deleted.",
                cause);
    }
}
