package io.riffle.model.tables;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What sources and blend need to answer, as plain columns: what is published with a backbone.
 *
 * @param reals by name
 * @param whole by name
 */
public record SourceTables(Map<String, float[]> reals, Map<String, int[]> whole) {
    /** Name of the column that says what tables with a blend are over. */
    public static final String SHAPE = "shape";

    private static final int MOST = 100;

    /** Whether a blend is among them, which needs all of its columns. */
    public boolean blends() {
        return whole.containsKey(SHAPE);
    }

    /**
     * A column.
     *
     * @throws IllegalArgumentException when it is absent, has another length, or holds what is no
     *     number
     */
    public float[] real(String name, int length) {
        float[] values = reals.get(name);
        if (values == null || values.length != length) {
            throw wrong(name, values == null ? 0 : values.length, length);
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "The value ("
                                + value
                                + ") of "
                                + name
                                + " of candidate sources must be finite.\nMaybe the steps that"
                                + " learned it were too long.");
            }
        }
        return values;
    }

    /**
     * A column of one value, not below 0; 1 when it is absent, as in what earlier releases
     * published.
     *
     * @throws IllegalArgumentException when it is there and is none
     */
    public float scale(String name) {
        float value = reals.containsKey(name) ? real(name, 1)[0] : 1;
        if (value < 0) {
            throw new IllegalArgumentException(
                    "The value ("
                            + value
                            + ") of "
                            + name
                            + " of candidate sources must not be below 0.");
        }
        return value;
    }

    /**
     * A column of whole numbers.
     *
     * @throws IllegalArgumentException when it is absent or has another length
     */
    public int[] whole(String name, int length) {
        int[] values = whole.get(name);
        if (values == null || values.length != length) {
            throw wrong(name, values == null ? 0 : values.length, length);
        }
        return values;
    }

    /** What is thrown of a column of another length, or a value out of bounds. */
    public static IllegalArgumentException wrong(String name, int found, int wanted) {
        return new IllegalArgumentException(
                "The length ("
                        + found
                        + ") of "
                        + name
                        + " of candidate sources must be "
                        + wanted
                        + ".\nMaybe another release published them.");
    }

    /** Whether all columns hold the same. */
    public boolean sameAs(@Nullable SourceTables other) {
        return other != null
                && reals.keySet().equals(other.reals.keySet())
                && whole.keySet().equals(other.whole.keySet())
                && reals.entrySet().stream()
                        .allMatch(of -> Arrays.equals(of.getValue(), other.reals.get(of.getKey())))
                && whole.entrySet().stream()
                        .allMatch(of -> Arrays.equals(of.getValue(), other.whole.get(of.getKey())));
    }

    /** Writes them into a trainer's state. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(reals.size());
        for (Map.Entry<String, float[]> column : reals.entrySet()) {
            out.writeUTF(column.getKey());
            Columns.write(out, column.getValue());
        }
        out.writeInt(whole.size());
        for (Map.Entry<String, int[]> column : whole.entrySet()) {
            out.writeUTF(column.getKey());
            Columns.write(out, column.getValue());
        }
    }

    /** Reads what {@link #write} wrote. */
    public static SourceTables read(DataInput in) throws IOException {
        Map<String, float[]> reals = new LinkedHashMap<>();
        for (int left = Columns.length(in.readInt(), MOST); left > 0; left--) {
            reals.put(in.readUTF(), Columns.floats(in));
        }
        Map<String, int[]> whole = new LinkedHashMap<>();
        for (int left = Columns.length(in.readInt(), MOST); left > 0; left--) {
            whole.put(in.readUTF(), Columns.ints(in));
        }
        return new SourceTables(reals, whole);
    }
}
