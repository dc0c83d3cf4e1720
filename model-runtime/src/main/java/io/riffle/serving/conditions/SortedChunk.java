package io.riffle.serving.conditions;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Some of the entries of a {@link SortedColumn}, in order of number and row, with the set of their
 * rows.
 *
 * <p><b>State</b>: as the column's.
 */
final class SortedChunk {
    /** Entries of the largest one. */
    static final int LARGEST = 2048;

    private double[] keys = new double[16];
    private int[] rows = new int[16];
    private int size;
    private volatile @Nullable RoaringBitmap set;

    int size() {
        return size;
    }

    double key(int at) {
        return keys[at];
    }

    /** Whether an entry is before the first of these, of which there is one. */
    boolean beginsAfter(double key, int row) {
        return before(key, row, keys[0], rows[0]);
    }

    /** All rows; not to be changed. */
    RoaringBitmap set() {
        RoaringBitmap there = set;
        if (there == null) {
            there = rows(0, size);
            set = there;
        }
        return there;
    }

    /** Rows of the entries of {@code [from, to)}. */
    RoaringBitmap rows(int from, int to) {
        return RoaringBitmap.bitmapOfUnordered(Arrays.copyOfRange(rows, from, to));
    }

    /** Place of the first entry that is not before this one. */
    int place(double key, int row) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (before(keys[middle], rows[middle], key, row)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void add(double key, int row) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            rows = Arrays.copyOf(rows, 2 * size);
        }
        int at = place(key, row);
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(rows, at, rows, at + 1, size - at);
        keys[at] = key;
        rows[at] = row;
        size++;
        set = null;
    }

    /** Removes an entry that is there. */
    void remove(double key, int row) {
        int at = place(key, row);
        System.arraycopy(keys, at + 1, keys, at, size - at - 1);
        System.arraycopy(rows, at + 1, rows, at, size - at - 1);
        size--;
        set = null;
    }

    /** Keeps the lower half; returns the upper. */
    SortedChunk split() {
        int half = size / 2;
        SortedChunk upper = new SortedChunk();
        upper.keys = Arrays.copyOfRange(keys, half, size);
        upper.rows = Arrays.copyOfRange(rows, half, size);
        upper.size = size - half;
        keys = Arrays.copyOf(keys, half);
        rows = Arrays.copyOf(rows, half);
        size = half;
        set = null;
        return upper;
    }

    private static boolean before(double key, int row, double other, int otherRow) {
        return key < other || (key == other && row < otherRow);
    }
}
