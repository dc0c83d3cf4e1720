package io.riffle.serving.items;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import io.riffle.model.engine.FloatRows;
import io.riffle.model.engine.TensorRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Scores of the few best rows once more, term by term: the same user vector has the same scores and
 * the same order whatever it was multiplied beside. A matrix product sums in an order that depends
 * on its shape, and differs by some units of the last place.
 *
 * <p>Sums are of doubles, in an order that depends on the width alone, rounded once. Equal scores:
 * the lower row first.
 *
 * <p><b>Shapes:</b> D model width. <b>State:</b> a view of the item rows, or none on a GPU.
 */
final class ExactOrder {
    private final NDArray table; // [I, D]
    private final int width;
    private final @Nullable FloatRows inMemory;
    private final float[] row;

    ExactOrder(NDArray table) {
        this.table = table;
        this.width = Math.toIntExact(table.getShape().get(1));
        this.inMemory = table.getDevice().isGpu() ? null : new FloatRows(table);
        this.row = new float[width];
    }

    /**
     * The best rows in their exact order.
     *
     * @param rows best first by the matrix product
     * @param scores by the matrix product
     * @param complete there are no other rows to choose from
     */
    record Ranked(int[] rows, float[] scores, boolean complete) {
        /** Whether no row that was left out can be among the first {@code most}. */
        boolean certain(int most, float worst, double error) {
            if (complete || most > rows.length) {
                return complete;
            }
            float last = scores[most - 1];
            return worst + error + Math.ulp(last) < last;
        }
    }

    /**
     * How far a product of floats may be from the exact one, whatever the order of its terms: γ_D
     * of Higham, times the lengths of both vectors.
     */
    double error(float[] users, int from) {
        double square = 0;
        for (int d = 0; d < width; d++) {
            square += (double) users[from + d] * users[from + d];
        }
        double unit = width * 0x1p-24;
        // Item rows have unit length but for the rounding of it.
        return unit / (1 - unit) * Math.sqrt(square) * (1 + 0x1p-10);
    }

    /**
     * Orders what a heap kept.
     *
     * @param users user vectors, one after the other
     * @param from where this user's begins
     */
    Ranked ranked(NDManager scratch, float[] users, int from, int[] kept, boolean complete) {
        float[] gathered = inMemory == null ? gathered(scratch, kept) : null;
        long[] keys = new long[kept.length];
        for (int i = 0; i < kept.length; i++) {
            int at = i * width;
            if (inMemory != null) {
                inMemory.read(kept[i], 1, row, 0);
                at = 0;
            }
            float score = dot(users, from, gathered == null ? row : gathered, at);
            keys[i] = key(score, kept[i]);
        }
        Arrays.sort(keys);
        int[] rows = new int[kept.length];
        float[] scores = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            rows[i] = (int) keys[i];
            scores[i] = score(keys[i]);
        }
        return new Ranked(rows, scores, complete);
    }

    /** Sets a row of the table, at unit length. */
    void set(int row, float[] values) {
        double square = 0;
        for (float value : values) {
            square += (double) value * value;
        }
        float[] unit = new float[width];
        for (int d = 0; square > 0 && d < width; d++) {
            unit[d] = (float) (values[d] / Math.sqrt(square));
        }
        TensorRows.set(table, inMemory, row, unit);
    }

    private float dot(float[] users, int from, float[] rows, int at) {
        // Four sums, so that an addition need not wait for the one before.
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int d = 0;
        for (; d + 3 < width; d += 4) {
            first += (double) users[from + d] * rows[at + d];
            second += (double) users[from + d + 1] * rows[at + d + 1];
            third += (double) users[from + d + 2] * rows[at + d + 2];
            fourth += (double) users[from + d + 3] * rows[at + d + 3];
        }
        for (; d < width; d++) {
            first += (double) users[from + d] * rows[at + d];
        }
        double sum = (first + second) + (third + fourth);
        // Negative zero would be another score than zero.
        return (float) sum + 0f;
    }

    /** Values of rows, one after the other. */
    float[] values(NDManager scratch, int[] rows) {
        if (inMemory == null) {
            return gathered(scratch, rows);
        }
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            inMemory.read(rows[i], 1, values, i * width);
        }
        return values;
    }

    private float[] gathered(NDManager scratch, int[] kept) {
        try (NDManager own = scratch.newSubManager()) {
            NDList rows = Embedding.embedding(own.create(kept), table, SparseFormat.DENSE);
            return rows.head().toFloatArray();
        }
    }

    /** Rises as the score falls, then as the row rises. */
    private static long key(float score, int row) {
        int bits = Float.floatToIntBits(score);
        int rising = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return ((long) ~rising << 32) | row;
    }

    private static float score(long key) {
        int rising = ~(int) (key >> 32);
        return Float.intBitsToFloat(rising ^ ((rising >> 31) & Integer.MAX_VALUE));
    }
}
