package io.riffle.training.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Checks and pieces shared by the parts of a trainer's state. */
public final class StateParts {
    /** Reads and writes the JSON parts of a state. */
    public static final ObjectMapper JSON = new ObjectMapper();

    private static final int CHUNK = 1 << 16;
    private static final int MAX_TEXT = 1 << 30;
    private static final int MAX_TEXTS = 1 << 28;

    private StateParts() {}

    /** The version that was found: the newest one this release writes, or an older one. */
    public static int version(String part, int newest, int found) throws IOException {
        if (found < 1 || found > newest) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "The version (%d) of %s must be 1 to %d.%nMaybe a newer Riffle wrote"
                                    + " this state: restore with that one.",
                            found,
                            part,
                            newest));
        }
        return found;
    }

    /** A count that was read, if there may be so many of the part. */
    public static int count(String part, int count, int limit) throws IOException {
        if (count < 0 || count > limit) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "The number (%d) of %s must be 0 to %d.%nMaybe the file is damaged:"
                                    + " restore an earlier checkpoint.",
                            count,
                            part,
                            limit));
        }
        return count;
    }

    /** Writes bytes after their number. */
    public static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** A wrong length ends in an error before it ends in a large array. */
    public static byte[] readBytes(DataInput in, int limit) throws IOException {
        int size = count("bytes of a part", in.readInt(), limit);
        byte[] bytes = new byte[Math.min(size, CHUNK)];
        for (int read = 0; read < size; ) {
            if (read == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(size, 2L * read));
            }
            in.readFully(bytes, read, bytes.length - read);
            read = bytes.length;
        }
        return bytes;
    }

    /** Any text, of any length, char by char: also one that is no valid Unicode. */
    public static void writeText(DataOutput out, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Character.BYTES, text.length()));
        bytes.asCharBuffer().put(text);
        writeBytes(out, bytes.array());
    }

    /** Reads a text of any length. */
    public static String readText(DataInput in) throws IOException {
        return ByteBuffer.wrap(readBytes(in, MAX_TEXT)).asCharBuffer().toString();
    }

    /** Writes texts after their number. */
    public static void writeTexts(DataOutput out, Collection<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            writeText(out, text);
        }
    }

    /** Reads texts in their order. */
    public static List<String> readTexts(DataInput in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = count("texts", in.readInt(), MAX_TEXTS); left > 0; left--) {
            texts.add(readText(in));
        }
        return texts;
    }

    /** Writes numbers after their number, in the bits of IEEE 754. */
    public static void writeFloats(DataOutput out, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length));
        bytes.asFloatBuffer().put(values);
        writeBytes(out, bytes.array());
    }

    /** Reads numbers, as many as are expected. */
    public static float[] readFloats(DataInput in, int expected) throws IOException {
        byte[] bytes = readBytes(in, Math.multiplyExact(Float.BYTES, expected));
        float[] values = new float[bytes.length / Float.BYTES];
        if (values.length != expected) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "The number (%d) of weights must be %d.%nMaybe the file is damaged:"
                                    + " restore an earlier checkpoint.",
                            values.length,
                            expected));
        }
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }
}
