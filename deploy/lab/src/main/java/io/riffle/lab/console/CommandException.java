package io.riffle.lab.console;

import org.jspecify.annotations.Nullable;

/** A command that cannot go on for a reason its user can act on. The message is all they see. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message);
    }

    public CommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
