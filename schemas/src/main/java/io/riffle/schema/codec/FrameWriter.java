package io.riffle.schema.codec;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of one value and writes them as a frame: length (varint), fields, CRC-32C of
 * version and fields (4 bytes, big-endian).
 *
 * <p>Numbers are varints (7 bits a byte, low bits first), signed ones zigzag; text and byte arrays
 * have their length in front; a list has its count in front.
 */
public final class FrameWriter {

    private byte[] bytes;
    private int size;

    /** Of a value of some fields. */
    public FrameWriter() {
        this(128);
    }

    /**
     * Of a value of about so many bytes: one that is much larger is copied over and over.
     *
     * @param expected bytes that there is room for from the first on
     */
    public FrameWriter(int expected) {
        bytes = new byte[expected];
    }

    /** A number that is 0 or more in most cases; negative ones take ten bytes. */
    public FrameWriter number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            raw((byte) (rest | 0x80));
            rest >>>= 7;
        }
        return raw((byte) rest);
    }

    /** A number that may well be negative. */
    public FrameWriter signed(long value) {
        return number((value << 1) ^ (value >> 63));
    }

    /** Eight bytes, big-endian: for hashes and doubles. */
    public FrameWriter fixed64(long value) {
        reserve(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Four bytes, big-endian. */
    public FrameWriter float32(float value) {
        int bits = Float.floatToIntBits(value);
        reserve(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (bits >>> shift);
        }
        return this;
    }

    /** Writes UTF-8 after its length in bytes. */
    public FrameWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** One byte that says whether there is a text, then the text. */
    public FrameWriter optionalText(@Nullable String value) {
        return value == null ? raw((byte) 0) : raw((byte) 1).text(value);
    }

    /** Writes bytes after their number. */
    public FrameWriter bytes(byte[] value) {
        number(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    /** Writes texts after their number. */
    public FrameWriter texts(List<String> values) {
        number(values.size());
        values.forEach(this::text);
        return this;
    }

    /** Writes keys and values after the number of pairs, in their order. */
    public FrameWriter textMap(Map<String, String> values) {
        number(values.size());
        values.forEach((key, value) -> text(key).text(value));
        return this;
    }

    /** Writes doubles of eight bytes after their number. */
    public FrameWriter doubles(List<Double> values) {
        number(values.size());
        for (double value : values) {
            fixed64(Double.doubleToLongBits(value));
        }
        return this;
    }

    /** Writes the fields of another one, as they are. */
    public FrameWriter append(FrameWriter other) {
        reserve(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
        return this;
    }

    /** One byte. */
    public FrameWriter raw(byte value) {
        reserve(1);
        bytes[size++] = value;
        return this;
    }

    /** Writes the frame. */
    public void writeTo(int version, DataOutput out) throws IOException {
        int rest = size;
        while ((rest & ~0x7F) != 0) {
            out.writeByte(rest | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
        out.write(bytes, 0, size);
        out.writeInt(checksum(version, bytes, size));
    }

    static int checksum(int version, byte[] bytes, int size) {
        CRC32C crc = new CRC32C();
        crc.update(version);
        crc.update(bytes, 0, size);
        return (int) crc.getValue();
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
