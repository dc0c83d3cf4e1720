package io.riffle.lab.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Bytes of a data file: text, gunzipped when its name ends in {@code .gz}.
 *
 * <p><b>Errors</b>: {@link FileFormatException} naming the file for a folder, for first bytes that
 * are no text, for broken gzip, and for whatever else goes wrong while it is read.
 */
public final class DataFile extends FilterInputStream {
    private static final int BUFFER = 1 << 16;

    private final String name;

    private DataFile(InputStream in, String name) {
        super(in);
        this.name = name;
    }

    /** Opens a file of text. */
    public static InputStream open(Path file) throws IOException {
        return open(file, true);
    }

    /** Opens a file that may hold anything. */
    public static InputStream unchecked(Path file) throws IOException {
        return open(file, false);
    }

    private static InputStream open(Path file, boolean text) throws IOException {
        String name = file.toString();
        if (name.isBlank()) {
            throw new FileFormatException(
                    "The path ("
                            + name
                            + ") of a data file must be given.\nMaybe a variable is unset.");
        }
        if (Files.isDirectory(file)) {
            throw new FileFormatException(
                    "The data file (" + name + ") must be a file.\nMaybe name one in that folder.");
        }
        InputStream bytes = Files.newInputStream(file);
        try {
            return new DataFile(decoded(new BufferedInputStream(bytes, BUFFER), name, text), name);
        } catch (NoSuchFileException | FileFormatException e) {
            bytes.close();
            throw e;
        } catch (IOException e) {
            bytes.close();
            throw unreadable(name, e);
        }
    }

    private static InputStream decoded(BufferedInputStream bytes, String name, boolean text)
            throws IOException {
        if (!name.endsWith(".gz")) {
            return text ? text(bytes, name) : bytes;
        }
        if (FirstBytes.of(bytes) == FirstBytes.EMPTY) {
            return bytes;
        }
        BufferedInputStream plain =
                new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER);
        return text ? text(plain, name) : plain;
    }

    private static InputStream text(BufferedInputStream bytes, String name) throws IOException {
        FirstBytes kind = FirstBytes.of(bytes);
        if (!kind.text()) {
            throw new FileFormatException(
                    "The data file ("
                            + name
                            + ") must be UTF-8 text, it begins like "
                            + kind.title()
                            + ".\nMaybe "
                            + kind.remedy()
                            + ".");
        }
        return bytes;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        try {
            return super.read(buffer, from, length);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static FileFormatException unreadable(String name, IOException e) {
        if (e instanceof EOFException) {
            return new FileFormatException(
                    "The data file ("
                            + name
                            + ") must be whole: its gzip stream ends in the middle.\n"
                            + "Maybe it was cut while it was copied.",
                    e);
        }
        if (e instanceof ZipException) {
            return new FileFormatException(
                    "The data file ("
                            + name
                            + ") must be gzip, as its name says ("
                            + e.getMessage()
                            + ").\nMaybe it is plain text: take .gz off its name.",
                    e);
        }
        return new FileFormatException(
                "The data file (" + name + ") must be readable: " + e.getMessage() + ".", e);
    }
}
