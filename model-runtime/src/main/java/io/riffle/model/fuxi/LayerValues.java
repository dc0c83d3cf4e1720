package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import io.riffle.model.engine.FloatRows;
import org.jspecify.annotations.Nullable;

/**
 * Values of settled positions, per layer one tensor [slots, positions, M] on the device, written in
 * place and never copied as a whole.
 *
 * <p>Slot 0 takes what nobody keeps. Positions are read in pages, so that a short history copies
 * little and a long one in large pieces. A history of n events settles at most n - 1 of them.
 *
 * <p><b>State:</b> zero at first; whoever owns the slots knows which positions hold what.
 */
public final class LayerValues implements AutoCloseable {
    static final int PAGE = 16;

    private final int positions;
    private final int width;
    private final NDManager resident;
    private final NDArray[] byPosition; // L x [slots * positions, M]
    private final NDArray[] byPage; // the same memory as [slots * positions / 16, 16 M]
    private final @Nullable FloatRows[] inMemory; // the same memory again; null until asked for

    /**
     * Takes the memory at once.
     *
     * @param slots of users; one more is added for slot 0
     */
    public LayerValues(FuxiConfig config, int slots, NDManager parent) {
        int held = slots + 1;
        this.positions = positions(config);
        this.width = config.mixWidth();
        this.resident = parent.newSubManager();
        this.byPosition = new NDArray[config.layers()];
        this.byPage = new NDArray[config.layers()];
        this.inMemory = new FloatRows[config.layers()];
        long all = (long) held * positions;
        try {
            for (int layer = 0; layer < byPosition.length; layer++) {
                // Written, not only reserved: what the process holds does not grow with use.
                byPosition[layer] = resident.full(new Shape(all, width), 0f);
                byPage[layer] = byPosition[layer].reshape(all / PAGE, (long) PAGE * width);
            }
        } catch (RuntimeException | Error e) {
            resident.close(); // The layers before: whoever asks again would add to them.
            throw e;
        }
    }

    /** Bytes one user takes. */
    public static long bytesPerSlot(FuxiConfig config) {
        return (long) config.layers() * positions(config) * config.mixWidth() * Float.BYTES;
    }

    /** Place of a position in {@link #write}. */
    long place(int slot, int position) {
        return (long) slot * positions + position;
    }

    /** First page of a slot in {@link #read}. */
    long page(int slot) {
        return (long) slot * (positions / PAGE);
    }

    /** Pages that hold a number of positions; at least one. */
    static int pages(int positions) {
        return Math.max(1, (positions + PAGE - 1) / PAGE);
    }

    /**
     * Writes rows in place.
     *
     * @param places int64 [rows]; several rows may go to slot 0
     * @param values [rows, M]
     */
    void write(int layer, NDIndex places, NDArray values) {
        byPosition[layer].set(places, values);
    }

    /**
     * Copies pages out.
     *
     * @param pages int64 [users · pages]
     * @return [users, pages · 16, M]
     */
    NDArray read(int layer, NDArray pages, int users) {
        return Embedding.embedding(pages, byPage[layer], SparseFormat.DENSE)
                .head()
                .reshape(users, -1, width);
    }

    /** A layer's rows by {@link #place}, for who reads them without tensors; not on a GPU. */
    FloatRows rows(int layer) {
        FloatRows rows = inMemory[layer];
        if (rows == null) {
            rows = new FloatRows(byPosition[layer]);
            inMemory[layer] = rows;
        }
        return rows;
    }

    /** What a position holds, for tests. */
    float[] values(int layer, int slot, int position) {
        try (NDManager scratch = resident.newSubManager()) {
            return byPosition[layer]
                    .get(scratch, new NDIndex(place(slot, position)))
                    .toFloatArray();
        }
    }

    @Override
    public void close() {
        resident.close();
    }

    private static int positions(FuxiConfig config) {
        return pages(config.maxHistory()) * PAGE;
    }
}
