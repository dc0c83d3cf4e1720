package io.riffle.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Checks and pieces shared by the parts of a trainer's state. */
final class StateParts {
    private StateParts() {}

    static void version(String part, int expected, int found) throws IOException {
        if (found != expected) {
            throw new IOException(
                    "The version (%d) of %s must be %d.%nMaybe a newer Riffle wrote this state: restore with that one."
                            .formatted(found, part, expected));
        }
    }

    static int count(String part, int count, int limit) throws IOException {
        if (count < 0 || count > limit) {
            throw new IOException(
                    "The number (%d) of %s must be 0 to %d.%nMaybe the file is damaged: restore an earlier checkpoint."
                            .formatted(count, part, limit));
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
}
