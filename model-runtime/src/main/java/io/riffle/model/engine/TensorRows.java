package io.riffle.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import org.jspecify.annotations.Nullable;

/** Writes single rows of a table that stays on its device. */
public final class TensorRows {
    private TensorRows() {}

    /**
     * Writes a row in place.
     *
     * @param table [R, width]
     * @param inMemory its memory; null on a GPU
     * @param values of the row, [width]
     */
    public static void set(NDArray table, @Nullable FloatRows inMemory, int row, float[] values) {
        if (inMemory != null) {
            inMemory.write(row, values, 0);
            return;
        }
        try (NDArray given = table.getManager().create(values)) {
            table.set(new NDIndex(Integer.toString(row)), given);
        }
    }
}
