package io.riffle.model.tables;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists of different lengths, one an item row, as columns: where each ends, and the rows and
 * weights in them, one list after the other.
 */
public record RowLists(int[] ends, int[] rows, float[] weights) {
    static final String ENDS = ".ends";
    private static final String ROWS = ".rows";
    private static final String WEIGHTS = ".weights";

    /** Whether there are such columns of a name. */
    static boolean are(String name, SourceTables tables) {
        return tables.whole().containsKey(name + ENDS)
                && tables.whole().containsKey(name + ROWS)
                && tables.reals().containsKey(name + WEIGHTS);
    }

    /**
     * As their columns say.
     *
     * @throws IllegalArgumentException when they are absent or do not fit each other
     */
    static RowLists of(String name, SourceTables tables, String suffix) {
        int[] ends = tables.whole().get(name + ENDS + suffix);
        int[] rows = tables.whole().get(name + ROWS + suffix);
        float[] weights = tables.reals().get(name + WEIGHTS + suffix);
        if (ends == null || rows == null || weights == null || rows.length != weights.length) {
            throw SourceTables.wrong(
                    name + WEIGHTS + suffix,
                    weights == null ? 0 : weights.length,
                    rows == null ? 0 : rows.length);
        }
        int previous = 0;
        for (int end : ends) {
            if (end < previous || end > rows.length) {
                throw SourceTables.wrong(name + ENDS + suffix, end, previous);
            }
            previous = end;
        }
        if (previous != rows.length) {
            throw SourceTables.wrong(name + ROWS + suffix, rows.length, previous);
        }
        return new RowLists(ends, rows, weights);
    }

    /** As columns that are written. */
    public void put(
            String name, String suffix, Map<String, float[]> reals, Map<String, int[]> whole) {
        whole.put(name + ENDS + suffix, ends);
        whole.put(name + ROWS + suffix, rows);
        reals.put(name + WEIGHTS + suffix, weights);
    }

    /** Takes their columns out. */
    static void remove(String name, Map<String, float[]> reals, Map<String, int[]> whole) {
        whole.remove(name + ENDS);
        whole.remove(name + ROWS);
        reals.remove(name + WEIGHTS);
    }

    /** Lists that differ, or were not there; null = so many that all are better written. */
    int @Nullable [] changedSince(RowLists before) {
        if (before.ends.length > ends.length) {
            return null;
        }
        int[] at = new int[ends.length];
        int count = 0;
        int content = 0;
        for (int row = 0; row < ends.length; row++) {
            if (row >= before.ends.length || !sameAt(row, before)) {
                at[count++] = row;
                content += ends[row] - begin(row);
            }
        }
        boolean few = 2L * (count + content) < ends.length + rows.length;
        return few || count == 0 ? Arrays.copyOf(at, count) : null;
    }

    /** Some of them. */
    RowLists pick(int[] at) {
        int[] picked = new int[at.length];
        int size = 0;
        for (int i = 0; i < at.length; i++) {
            size += ends[at[i]] - begin(at[i]);
            picked[i] = size;
        }
        RowLists some = new RowLists(picked, new int[size], new float[size]);
        for (int i = 0; i < at.length; i++) {
            some.set(i, this, at[i]);
        }
        return some;
    }

    /**
     * The same with others in some places, and beyond the end.
     *
     * @param at places, rising
     * @param others the list of the first place, of the second, ...
     * @throws IllegalArgumentException when the places do not rise, or leave some out
     */
    RowLists with(String name, int[] at, RowLists others) {
        if (at.length != others.ends.length) {
            throw SourceTables.wrong(name + ENDS, others.ends.length, at.length);
        }
        int[] next = new int[TableDelta.grown(name, ends.length, at)];
        int size = 0;
        for (int row = 0, i = 0; row < next.length; row++) {
            boolean other = i < at.length && at[i] == row;
            size += other ? others.ends[i] - others.begin(i) : ends[row] - begin(row);
            next[row] = size;
            i += other ? 1 : 0;
        }
        RowLists all = new RowLists(next, new int[size], new float[size]);
        for (int row = 0, i = 0; row < next.length; row++) {
            boolean other = i < at.length && at[i] == row;
            all.set(row, other ? others : this, other ? i++ : row);
        }
        return all;
    }

    private void set(int to, RowLists from, int row) {
        int begin = from.begin(row);
        int length = from.ends[row] - begin;
        System.arraycopy(from.rows, begin, rows, begin(to), length);
        System.arraycopy(from.weights, begin, weights, begin(to), length);
    }

    private boolean sameAt(int row, RowLists other) {
        return Arrays.equals(
                        rows, begin(row), ends[row], other.rows, other.begin(row), other.ends[row])
                && Arrays.equals(
                        weights,
                        begin(row),
                        ends[row],
                        other.weights,
                        other.begin(row),
                        other.ends[row]);
    }

    private int begin(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }
}
