package io.riffle.serving.conditions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Numbers of rows in order, in chunks that each keep the set of their rows: which rows are on one
 * side of a number costs one union of chunks.
 *
 * <p>Some twenty bytes a row. <b>State</b>: owned by whoever holds the index's lock, but for the
 * chunks' sets, which readers fill in.
 */
final class SortedColumn {
    private static final int LARGEST = 2048;

    private final List<Chunk> chunks = new ArrayList<>();
    private int size;

    private static final class Chunk {
        private double[] keys = new double[16];
        private int[] rows = new int[16];
        private int size;
        private volatile @Nullable RoaringBitmap set;

        private RoaringBitmap set() {
            RoaringBitmap there = set;
            if (there == null) {
                there = RoaringBitmap.bitmapOfUnordered(Arrays.copyOf(rows, size));
                set = there;
            }
            return there;
        }

        /** Place of the first entry that is not before this one. */
        private int place(double key, int row) {
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
    }

    int size() {
        return size;
    }

    void add(double key, int row) {
        if (chunks.isEmpty()) {
            chunks.add(new Chunk());
        }
        int number = Math.max(0, chunk(key, row));
        Chunk chunk = chunks.get(number);
        if (chunk.size == LARGEST) {
            split(number);
            if (!before(key, row, chunks.get(number + 1).keys[0], chunks.get(number + 1).rows[0])) {
                chunk = chunks.get(number + 1);
            }
        }
        if (chunk.size == chunk.keys.length) {
            chunk.keys = Arrays.copyOf(chunk.keys, 2 * chunk.size);
            chunk.rows = Arrays.copyOf(chunk.rows, 2 * chunk.size);
        }
        int at = chunk.place(key, row);
        System.arraycopy(chunk.keys, at, chunk.keys, at + 1, chunk.size - at);
        System.arraycopy(chunk.rows, at, chunk.rows, at + 1, chunk.size - at);
        chunk.keys[at] = key;
        chunk.rows[at] = row;
        chunk.size++;
        chunk.set = null;
        size++;
    }

    /** Removes an entry that is there. */
    void remove(double key, int row) {
        int number = chunk(key, row);
        Chunk chunk = chunks.get(number);
        int at = chunk.place(key, row);
        System.arraycopy(chunk.keys, at + 1, chunk.keys, at, chunk.size - at - 1);
        System.arraycopy(chunk.rows, at + 1, chunk.rows, at, chunk.size - at - 1);
        chunk.size--;
        chunk.set = null;
        size--;
        if (chunk.size == 0) {
            chunks.remove(number);
        }
    }

    /**
     * Rows whose number is less.
     *
     * @param orEqual or the same
     */
    RoaringBitmap below(double bound, boolean orEqual) {
        List<RoaringBitmap> whole = new ArrayList<>();
        RoaringBitmap part = new RoaringBitmap();
        for (Chunk chunk : chunks) {
            int end = chunk.place(bound, orEqual ? Integer.MAX_VALUE : -1);
            if (end < chunk.size) {
                part = RoaringBitmap.bitmapOfUnordered(Arrays.copyOf(chunk.rows, end));
                break;
            }
            whole.add(chunk.set());
        }
        whole.add(part);
        return RoaringBitmap.or(whole.iterator());
    }

    /**
     * Rows whose number is greater.
     *
     * @param orEqual or the same
     */
    RoaringBitmap above(double bound, boolean orEqual) {
        List<RoaringBitmap> whole = new ArrayList<>();
        RoaringBitmap part = new RoaringBitmap();
        for (int number = chunks.size() - 1; number >= 0; number--) {
            Chunk chunk = chunks.get(number);
            int from = chunk.place(bound, orEqual ? -1 : Integer.MAX_VALUE);
            if (from > 0) {
                part =
                        RoaringBitmap.bitmapOfUnordered(
                                Arrays.copyOfRange(chunk.rows, from, chunk.size));
                break;
            }
            whole.add(chunk.set());
        }
        whole.add(part);
        return RoaringBitmap.or(whole.iterator());
    }

    /**
     * The greatest number that is less, or infinitely little.
     *
     * @param orEqual or the same
     */
    double lower(double bound, boolean orEqual) {
        int number = chunk(bound, orEqual ? Integer.MAX_VALUE : -1);
        if (number < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        Chunk chunk = chunks.get(number);
        return chunk.keys[chunk.place(bound, orEqual ? Integer.MAX_VALUE : -1) - 1];
    }

    /**
     * The least number that is greater, or infinitely much.
     *
     * @param orEqual or the same
     */
    double higher(double bound, boolean orEqual) {
        int row = orEqual ? -1 : Integer.MAX_VALUE;
        int number = chunk(bound, row);
        if (number >= 0) {
            Chunk chunk = chunks.get(number);
            int place = chunk.place(bound, row);
            if (place < chunk.size) {
                return chunk.keys[place];
            }
        }
        return number + 1 < chunks.size()
                ? chunks.get(number + 1).keys[0]
                : Double.POSITIVE_INFINITY;
    }

    /** The last chunk that does not begin behind an entry; -1 where all do. */
    private int chunk(double key, int row) {
        int low = 0;
        int high = chunks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Chunk chunk = chunks.get(middle);
            boolean behind = chunk.size > 0 && before(key, row, chunk.keys[0], chunk.rows[0]);
            if (behind) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low - 1;
    }

    private void split(int number) {
        Chunk chunk = chunks.get(number);
        int half = chunk.size / 2;
        Chunk upper = new Chunk();
        upper.keys = Arrays.copyOfRange(chunk.keys, half, chunk.size);
        upper.rows = Arrays.copyOfRange(chunk.rows, half, chunk.size);
        upper.size = chunk.size - half;
        chunk.keys = Arrays.copyOf(chunk.keys, half);
        chunk.rows = Arrays.copyOf(chunk.rows, half);
        chunk.size = half;
        chunk.set = null;
        chunks.add(number + 1, upper);
    }

    private static boolean before(double key, int row, double other, int otherRow) {
        return key < other || (key == other && row < otherRow);
    }
}
