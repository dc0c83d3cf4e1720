package io.riffle.schema.codec;

import java.io.DataInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one frame that a {@link FrameWriter} wrote. Every length is checked against
 * the bytes that are left before anything is allocated.
 *
 * <p><b>Errors</b>: {@link CodecException} with the byte, counted from the start of the fields.
 */
public final class FrameReader {

    private final String type;
    private final byte[] bytes;
    private int at;

    private FrameReader(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /**
     * Reads a whole frame and checks it.
     *
     * @param type what is read, for error messages
     * @param newest the newest version this program knows
     */
    public static FrameReader open(String type, int version, int newest, DataInput in)
            throws IOException {
        if (version < 1 || version > newest) {
            throw new CodecException(type, "version 1 to " + newest, "version " + version, 0);
        }
        return new FrameReader(type, FrameBytes.read(type, version, in));
    }

    /** Reads what {@link FrameWriter#number} wrote. */
    public long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = raw();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new CodecException(type, "a number of at most 10 bytes", "a longer one", at);
    }

    /** Reads what {@link FrameWriter#signed} wrote. */
    public long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Reads a number that must fit an int. */
    public int smallNumber() {
        long value = number();
        if (value != (int) value) {
            throw new CodecException(type, "a 32-bit number", Long.toString(value), at);
        }
        return (int) value;
    }

    /** How many elements follow, each of at least {@code bytesEach} bytes. */
    public int count(int bytesEach) {
        long value = number();
        if (value < 0 || value > (bytes.length - at) / bytesEach) {
            throw new CodecException(
                    type,
                    "a count that fits " + (bytes.length - at) + " bytes",
                    Long.toString(value),
                    at);
        }
        return (int) value;
    }

    /** Reads eight bytes, the highest first. */
    public long fixed64() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | (raw() & 0xFF);
        }
        return value;
    }

    /** Reads the four bytes of a float, the highest first. */
    public float float32() {
        int bits = 0;
        for (int i = 0; i < 4; i++) {
            bits = bits << 8 | (raw() & 0xFF);
        }
        return Float.intBitsToFloat(bits);
    }

    /** Reads UTF-8 after its length in bytes. */
    public String text() {
        int length = count(1);
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** Reads a flag, and a text if it is set; else null. */
    public @Nullable String optionalText() {
        return flag() ? text() : null;
    }

    /** Reads a byte that must be 0 or 1. */
    public boolean flag() {
        byte value = raw();
        if (value != 0 && value != 1) {
            throw new CodecException(type, "0 or 1", Byte.toString(value), at - 1);
        }
        return value == 1;
    }

    /** Reads bytes after their number. */
    public byte[] bytes() {
        int length = count(1);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** Reads texts after their number. */
    public List<String> texts() {
        int count = count(1);
        List<String> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(text());
        }
        return values;
    }

    /** Reads keys and values after the number of pairs, in their order. */
    public Map<String, String> textMap() {
        int count = count(2);
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            values.put(text(), text());
        }
        return values;
    }

    /** Reads doubles of eight bytes after their number. */
    public List<Double> doubles() {
        int count = count(8);
        List<Double> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(Double.longBitsToDouble(fixed64()));
        }
        return values;
    }

    /** Reads one byte. */
    public byte raw() {
        if (at == bytes.length) {
            throw new CodecException(type, "one more field", "the end", at);
        }
        return bytes[at++];
    }

    /** Checks that every byte was read. */
    public void end() {
        if (at != bytes.length) {
            throw new CodecException(type, "nothing more", (bytes.length - at) + " bytes", at);
        }
    }
}
