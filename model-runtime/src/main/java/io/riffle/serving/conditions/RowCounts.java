package io.riffle.serving.conditions;

import java.util.Arrays;

/** A count by row, of rows up to the highest that was counted. */
final class RowCounts {
    private int[] counts = {};

    int get(int row) {
        return row < counts.length ? counts[row] : 0;
    }

    /**
     * Counts one more where another's count, one more too, is ahead of this.
     *
     * @return whether it was
     */
    boolean follow(int row, RowCounts other) {
        boolean ahead = other.increment(row) > get(row);
        if (ahead) {
            increment(row);
        }
        return ahead;
    }

    /** Counts one more, and says how many that makes. */
    int increment(int row) {
        if (row >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(row + 1, counts.length * 3 / 2));
        }
        return ++counts[row];
    }
}
