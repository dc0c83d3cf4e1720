package io.riffle.lab.console;

/**
 * Results could not be written. When their reader has gone, as in {@code riffle … | head}, there is
 * nobody to tell.
 */
public final class OutputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    OutputException(String reason, boolean readerGone) {
        super(
                "The results of riffle must be written to standard output"
                        + (reason.isEmpty() ? "" : ": " + reason)
                        + ".\nMaybe free space there, or send them elsewhere.");
        this.readerGone = readerGone;
    }

    /** Whether standard output was a pipe that nobody reads any more. */
    public boolean readerGone() {
        return readerGone;
    }
}
