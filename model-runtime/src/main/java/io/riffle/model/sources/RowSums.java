package io.riffle.model.sources;

import java.util.Arrays;

/**
 * Sums by item row, begun anew for each request without clearing what the last one left.
 *
 * <p><b>State</b>: owned by one thread.
 */
final class RowSums {
    private float[] sums = new float[0];
    private int[] stamps = new int[0];
    private int[] touched = new int[64];
    private int size;
    private int stamp;

    void grow(int rows) {
        if (sums.length < rows) {
            int longer = Math.max(rows, sums.length + (sums.length >> 1));
            sums = Arrays.copyOf(sums, longer);
            stamps = Arrays.copyOf(stamps, longer);
        }
    }

    void start() {
        stamp = stamp == -1 ? 1 : stamp + 1; // never 0, which marks what was never touched
        size = 0;
    }

    void add(int row, float value) {
        if (stamps[row] == stamp) {
            sums[row] += value;
            return;
        }
        stamps[row] = stamp;
        sums[row] = value;
        if (size == touched.length) {
            touched = Arrays.copyOf(touched, 2 * size);
        }
        touched[size++] = row;
    }

    /** The sums of some rows times a factor; 0 of those that were not touched. */
    void of(int[] rows, int count, float factor, float[] into) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            boolean known = row < stamps.length && stamps[row] == stamp;
            into[i] = known ? factor * sums[row] : 0;
        }
    }

    /** Adds the rows with the largest sums to a union, largest first, equal ones by row. */
    void propose(Union union, int number) {
        int[] best = new int[Union.EACH];
        int count = 0;
        for (int i = 0; i < size; i++) {
            int row = touched[i];
            // Few get past the last one, so that few are asked for at all.
            if ((count == best.length && !before(row, best[count - 1])) || union.leavesOut(row)) {
                continue;
            }
            int at = count < best.length ? count++ : count - 1;
            while (at > 0 && before(row, best[at - 1])) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = row;
        }
        for (int i = 0; i < count; i++) {
            union.add(number, best[i]);
        }
    }

    private boolean before(int row, int other) {
        return sums[row] > sums[other] || (sums[row] == sums[other] && row < other);
    }
}
