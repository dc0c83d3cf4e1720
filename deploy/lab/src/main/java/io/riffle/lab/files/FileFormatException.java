package io.riffle.lab.files;

/** A data file as a whole cannot be used: no header, a column missing, too many bad rows. */
public final class FileFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FileFormatException(String message) {
        super(message);
    }

    public FileFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
