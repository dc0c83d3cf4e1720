package io.riffle.lab.files;

/** A data file as a whole cannot be used: no header, a column missing, too many bad rows. */
public final class FileFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what a file must hold and does not. */
    public FileFormatException(String message) {
        super(message);
    }

    /** As above, with what is behind it. */
    public FileFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
