package io.riffle.model.sources;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Columns of numbers in a trainer's state. */
final class Columns {
    private Columns() {}

    static void write(DataOutput out, float[] values) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    /** Of a known length, so that a damaged one asks for no memory. */
    static float[] floats(DataInput in, int expected) throws IOException {
        length(in.readInt(), expected);
        float[] values = new float[expected];
        for (int i = 0; i < expected; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    static int length(int found, int most) throws IOException {
        if (found < 0 || found > most) {
            throw new IOException(
                    "The length ("
                            + found
                            + ") of a column of candidate sources must be 0 to "
                            + most
                            + ".\nMaybe the file is damaged: restore an earlier checkpoint.");
        }
        return found;
    }
}
