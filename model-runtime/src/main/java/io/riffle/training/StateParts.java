package io.riffle.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Checks and pieces shared by the parts of a trainer's state. */
final class StateParts {
    static final ObjectMapper JSON = new ObjectMapper();

    private StateParts() {}

    /** The version that was found: the newest one this release writes, or an older one. */
    static int version(String part, int newest, int found) throws IOException {
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

    static int count(String part, int count, int limit) throws IOException {
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

    static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInput in, int limit) throws IOException {
        byte[] bytes = new byte[count("bytes of a sample", in.readInt(), limit)];
        in.readFully(bytes);
        return bytes;
    }

    static void writeFloats(DataOutput out, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length));
        bytes.asFloatBuffer().put(values);
        writeBytes(out, bytes.array());
    }

    static float[] readFloats(DataInput in, int expected) throws IOException {
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
