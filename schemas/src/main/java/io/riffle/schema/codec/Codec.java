package io.riffle.schema.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Bytes of one type in state and between operators.
 *
 * <p>A codec has no state and may be shared between threads. Every version ever released stays
 * readable. A value is one frame with a checksum (see {@link FrameWriter}); reading allocates no
 * more than the bytes that are there.
 *
 * <p><b>Errors</b>: {@link CodecException} for bytes that this codec did not write; an {@link
 * IOException} comes from the stream only.
 */
public interface Codec<T> {

    /** The version that {@link #write} writes, 1 to 255. */
    int version();

    void write(T value, DataOutput out) throws IOException;

    T read(int version, DataInput in) throws IOException;

    /** Writes the version byte and the value. */
    default void encode(T value, DataOutput out) throws IOException {
        out.writeByte(version());
        write(value, out);
    }

    /** Reads what {@link #encode} wrote, with this version or an earlier one. */
    default T decode(DataInput in) throws IOException {
        return read(in.readUnsignedByte(), in);
    }

    /** The value as {@link #encode} writes it. */
    default byte[] toBytes(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            encode(value, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Reads exactly these bytes: nothing may be left over. */
    default T fromBytes(byte[] bytes) {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        try {
            if (bytes.length == 0) {
                throw new CodecException("value", "a version byte", "nothing", 0);
            }
            T value = decode(new DataInputStream(in));
            if (in.available() > 0) {
                throw new CodecException(
                        "value",
                        "nothing more",
                        in.available() + " bytes",
                        bytes.length - in.available());
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
    }
}
