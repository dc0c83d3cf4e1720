package io.riffle.lab.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that remembers why it failed; a {@link java.io.PrintWriter} only knows that it did. */
final class WatchedStream extends FilterOutputStream {

    private volatile String failure = "";

    WatchedStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = String.valueOf(e.getMessage());
            throw e;
        }
    }

    /** The reason of the last failure; empty when there was none. */
    String failure() {
        return failure;
    }
}
