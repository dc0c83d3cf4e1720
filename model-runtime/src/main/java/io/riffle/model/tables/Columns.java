package io.riffle.model.tables;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Columns of numbers in a trainer's state. */
public final class Columns {
    private static final int PIECE = 1 << 16;
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private Columns() {}

    public static void write(DataOutput out, float[] values) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    /** Of a known length, so that a damaged one asks for no memory. */
    public static float[] floats(DataInput in, int expected) throws IOException {
        length(in.readInt(), expected);
        float[] values = new float[expected];
        for (int i = 0; i < expected; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    public static void write(DataOutput out, int[] values) throws IOException {
        out.writeInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    /** Of any length, read in pieces: a damaged one ends before it takes much memory. */
    public static float[] floats(DataInput in) throws IOException {
        int size = length(in.readInt(), LONGEST);
        float[] values = new float[Math.min(size, PIECE)];
        for (int i = 0; i < size; i++) {
            values = i < values.length ? values : Arrays.copyOf(values, longer(i, size));
            values[i] = in.readFloat();
        }
        return values;
    }

    public static int[] ints(DataInput in) throws IOException {
        int size = length(in.readInt(), LONGEST);
        int[] values = new int[Math.min(size, PIECE)];
        for (int i = 0; i < size; i++) {
            values = i < values.length ? values : Arrays.copyOf(values, longer(i, size));
            values[i] = in.readInt();
        }
        return values;
    }

    private static int longer(int now, int size) {
        return (int) Math.min(size, 2L * now);
    }

    public static int length(int found, int most) throws IOException {
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

    /** Checks the version of a state that is about to be read. */
    public static void version(int version, int newest) throws IOException {
        if (version < 1 || version > newest) {
            throw new IOException(
                    "The version ("
                            + version
                            + ") of candidate sources must be 1 to "
                            + newest
                            + ".\nMaybe a newer Riffle wrote this state: restore with that one.");
        }
    }
}
