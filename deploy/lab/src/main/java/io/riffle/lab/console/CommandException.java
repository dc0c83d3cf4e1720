package io.riffle.lab.console;

import org.jspecify.annotations.Nullable;

/** A command that cannot go on for a reason its user can act on. The message is all they see. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what went wrong, in words for the person who typed the command. */
    public CommandException(String message) {
        super(message);
    }

    /** As above, with what is behind it. */
    public CommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
