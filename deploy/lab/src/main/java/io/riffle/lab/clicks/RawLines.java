package io.riffle.lab.clicks;

import io.riffle.lab.files.DataFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a file as bytes, without their {@code \n} and otherwise untouched; gunzipped when the
 * name ends in {@code .gz}. A line is never held beyond its limit.
 */
final class RawLines implements AutoCloseable {

    private final InputStream in;
    private final int longest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    private long number;
    private boolean tooLong;

    /**
     * Opens the file.
     *
     * @param longest bytes of a line that are kept
     */
    RawLines(Path path, int longest) throws IOException {
        this.longest = longest;
        in = new BufferedInputStream(DataFile.unchecked(path), 1 << 16);
    }

    /**
     * The next line, or null at the end; a line break at the end of the file ends no further line.
     */
    byte @Nullable [] next() throws IOException {
        line.reset();
        tooLong = false;
        int read = in.read();
        if (read < 0) {
            return null;
        }
        number++;
        for (; read >= 0 && read != '\n'; read = in.read()) {
            if (line.size() < longest) {
                line.write(read);
            } else {
                tooLong = true;
            }
        }
        return line.toByteArray();
    }

    /** Number of the last line returned, from 1. */
    long number() {
        return number;
    }

    /** Whether the last line returned lost its end. */
    boolean tooLong() {
        return tooLong;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
