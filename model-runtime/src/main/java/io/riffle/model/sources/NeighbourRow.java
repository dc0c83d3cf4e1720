package io.riffle.model.sources;

import io.riffle.model.tables.Columns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The neighbours of one item, the strongest {@link #MOST} of them.
 *
 * <p>A full row takes a new neighbour in place of its weakest with chance a / (w + a), where a is
 * what is added and w the weakest's weight, and gives it the weight of both. What is frequent
 * stays, what becomes frequent gets in, and no weight is too great or too small on average. Memory:
 * 8 bytes a neighbour.
 *
 * <p><b>Source</b>: Ting, Data Sketches for Disaggregated Subset Sum and Frequent Item Estimation,
 * SIGMOD 2018 (unbiased space saving).
 */
final class NeighbourRow {
    static final int MOST = 128;

    private int[] rows = new int[4];
    private float[] weights = new float[4];
    private int size;
    private float sum;

    /** All weight that was ever added, that of neighbours let go of as well. */
    float sum() {
        return sum;
    }

    /**
     * Adds weight to a neighbour.
     *
     * @param draw decides whether a full row takes a new one: any bits, the same for the same event
     */
    void add(int row, float added, long draw) {
        sum += added;
        int weakest = 0;
        for (int i = 0; i < size; i++) {
            if (rows[i] == row) {
                weights[i] += added;
                return;
            }
            weakest = weights[i] < weights[weakest] ? i : weakest;
        }
        if (size == rows.length && size < MOST) {
            rows = Arrays.copyOf(rows, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
        }
        if (size < MOST) {
            rows[size] = row;
            weights[size++] = added;
            return;
        }
        weights[weakest] += added;
        if (new SplittableRandom(draw).nextDouble() * weights[weakest] < added) {
            rows[weakest] = row;
        }
    }

    /** Adds factor x weight of each neighbour. */
    void addTo(RowSums sums, float factor) {
        for (int i = 0; i < size; i++) {
            sums.add(rows[i], factor * weights[i]);
        }
    }

    /** The strongest neighbours, strongest first. */
    int[] strongest(int most) {
        int[] places = new int[Math.min(most, size)];
        int count = 0;
        for (int i = 0; i < size; i++) {
            boolean full = count == places.length;
            if (full && (count == 0 || weights[places[count - 1]] >= weights[i])) {
                continue;
            }
            int at = full ? count - 1 : count++;
            while (at > 0 && weights[places[at - 1]] < weights[i]) {
                places[at] = places[at - 1];
                at--;
            }
            places[at] = i;
        }
        return places;
    }

    /** The strongest that are not outside. */
    Followers followers(int most, IntPredicate outside) {
        int[] places =
                IntStream.range(0, size)
                        .filter(at -> !outside.test(rows[at]))
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble((Integer at) -> -weights[at])
                                        .thenComparingInt(at -> rows[at]))
                        .limit(most)
                        .mapToInt(at -> at)
                        .toArray();
        float[] shares = new float[places.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = weights[places[i]] / sum;
        }
        return new Followers(IntStream.of(places).map(at -> rows[at]).toArray(), shares);
    }

    int row(int at) {
        return rows[at];
    }

    float weight(int at) {
        return weights[at];
    }

    void sum(float all) {
        sum = all;
    }

    void forget(IntPredicate forgotten) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!forgotten.test(rows[i])) {
                rows[kept] = rows[i];
                weights[kept++] = weights[i];
            }
        }
        size = kept;
    }

    void write(DataOutput out) throws IOException {
        out.writeFloat(sum);
        out.writeByte(size);
        for (int i = 0; i < size; i++) {
            out.writeInt(rows[i]);
            out.writeFloat(weights[i]);
        }
    }

    static NeighbourRow read(DataInput in, int items) throws IOException {
        NeighbourRow row = new NeighbourRow();
        float sum = in.readFloat();
        for (int left = Columns.length(in.readUnsignedByte(), MOST); left > 0; left--) {
            row.add(Columns.length(in.readInt(), items - 1), in.readFloat(), 0);
        }
        row.sum = sum;
        return row;
    }

    void divide(float by) {
        sum /= by;
        for (int i = 0; i < size; i++) {
            weights[i] /= by;
        }
    }
}
