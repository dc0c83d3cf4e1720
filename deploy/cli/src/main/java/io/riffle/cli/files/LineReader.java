package io.riffle.cli.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a UTF-8 text file, gunzipped when its name ends in {@code .gz}. A line is never held
 * beyond {@link #LONGEST} characters: the rest of it is skipped.
 */
final class LineReader implements AutoCloseable {
    /** Characters kept of one line. */
    static final int LONGEST = 4 << 20;

    private final Reader reader;
    private final char[] buffer = new char[1 << 16];
    private final StringBuilder line = new StringBuilder(256);
    private int position;
    private int filled;
    private long number;
    private boolean truncated;

    private LineReader(Reader reader) {
        this.reader = reader;
    }

    static LineReader open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            if (file.toString().endsWith(".gz")) {
                bytes = new GZIPInputStream(bytes, 1 << 16);
            }
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
        return new LineReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    /** Next line without its line break, or null at the end. */
    @Nullable String next() throws IOException {
        line.setLength(0);
        truncated = false;
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
        int end = line.length();
        if (end > 0 && line.charAt(end - 1) == '\r') {
            line.setLength(end - 1);
        }
        if (number == 1 && line.length() > 0 && line.charAt(0) == '\uFEFF') {
            line.deleteCharAt(0);
        }
        String text = line.toString();
        if (line.capacity() > 1 << 20) {
            line.setLength(0);
            line.trimToSize();
        }
        return text;
    }

    /** Number of the last line returned, from 1. */
    long number() {
        return number;
    }

    /** Whether the last line returned lost its end. */
    boolean truncated() {
        return truncated;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, reader.read(buffer));
        return filled > 0;
    }

    private void keep(int from, int to) {
        int room = LONGEST - line.length();
        if (to - from > room) {
            truncated = true;
        }
        line.append(buffer, from, Math.min(room, to - from));
    }
}
