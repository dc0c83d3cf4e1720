package io.riffle.lab.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a UTF-8 text file, gunzipped when its name ends in {@code .gz}. A line is never held
 * beyond {@link #LONGEST} bytes: the rest of it is skipped. Bytes that are no UTF-8 are replaced,
 * and the line says so: two ids must not become one without a word.
 */
final class LineReader implements AutoCloseable {
    /** Bytes kept of one line. */
    static final int LONGEST = 4 << 20;

    private static final int USUAL = 1 << 12;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private byte[] line = new byte[USUAL];
    private int length;
    private int position;
    private int filled;
    private long number;
    private boolean truncated;
    private boolean malformed;

    private LineReader(InputStream in) {
        this.in = in;
    }

    static LineReader open(Path file) throws IOException {
        return new LineReader(DataFile.open(file));
    }

    /** Next line without its line break, or null at the end. */
    @Nullable String next() throws IOException {
        length = 0;
        truncated = false;
        malformed = false;
        boolean any = false;
        while (position < filled || fill()) {
            any = true;
            int start = position;
            while (position < filled && buffer[position] != '\n') {
                position++;
            }
            keep(start, position);
            if (position < filled) {
                position++;
                break;
            }
        }
        if (!any) {
            return null;
        }
        number++;
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        String text = decode();
        if (line.length > 1 << 20) {
            line = new byte[USUAL];
        }
        return number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Number of the last line returned, from 1. */
    long number() {
        return number;
    }

    /** Whether the last line returned lost its end. */
    boolean truncated() {
        return truncated;
    }

    /** Whether the last line returned had bytes that are no UTF-8. */
    boolean malformed() {
        return malformed;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private String decode() {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        // A replacement character may stand in the file itself.
        malformed = text.indexOf('\uFFFD') >= 0 && !valid();
        return text;
    }

    private boolean valid() {
        try {
            var unused =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer, 0, buffer.length));
        return filled > 0;
    }

    private void keep(int from, int to) {
        int kept = Math.min(to - from, LONGEST - length);
        truncated |= kept < to - from;
        if (length + kept > line.length) {
            line = Arrays.copyOf(line, Math.max(length + kept, 2 * line.length));
        }
        System.arraycopy(buffer, from, line, length, kept);
        length += kept;
    }
}
