package io.riffle.serving.conditions;

import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/**
 * Numbers of rows in order, in chunks that each keep the set of their rows: which rows are on one
 * side of a number costs one union of chunks.
 *
 * <p>Some twenty bytes a row. <b>State</b>: owned by whoever holds the index's lock, but for the
 * chunks' sets, which readers fill in.
 */
final class SortedColumn {

    private final List<SortedChunk> chunks = new ArrayList<>();
    private int size;

    int size() {
        return size;
    }

    void add(double key, int row) {
        if (chunks.isEmpty()) {
            chunks.add(new SortedChunk());
        }
        int number = Math.max(0, chunk(key, row));
        SortedChunk chunk = chunks.get(number);
        if (chunk.size() == SortedChunk.LARGEST) {
            SortedChunk upper = chunk.split();
            chunks.add(number + 1, upper);
            chunk = upper.beginsAfter(key, row) ? chunk : upper;
        }
        chunk.add(key, row);
        size++;
    }

    /** Removes an entry that is there. */
    void remove(double key, int row) {
        int number = chunk(key, row);
        SortedChunk chunk = chunks.get(number);
        chunk.remove(key, row);
        size--;
        if (chunk.size() == 0) {
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
        for (SortedChunk chunk : chunks) {
            int end = chunk.place(bound, orEqual ? Integer.MAX_VALUE : -1);
            if (end < chunk.size()) {
                part = chunk.rows(0, end);
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
            SortedChunk chunk = chunks.get(number);
            int from = chunk.place(bound, orEqual ? -1 : Integer.MAX_VALUE);
            if (from > 0) {
                part = chunk.rows(from, chunk.size());
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
        SortedChunk chunk = chunks.get(number);
        return chunk.key(chunk.place(bound, orEqual ? Integer.MAX_VALUE : -1) - 1);
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
            SortedChunk chunk = chunks.get(number);
            int place = chunk.place(bound, row);
            if (place < chunk.size()) {
                return chunk.key(place);
            }
        }
        return number + 1 < chunks.size()
                ? chunks.get(number + 1).key(0)
                : Double.POSITIVE_INFINITY;
    }

    /** The last chunk that does not begin behind an entry; -1 where all do. */
    private int chunk(double key, int row) {
        int low = 0;
        int high = chunks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            SortedChunk chunk = chunks.get(middle);
            boolean behind = chunk.size() > 0 && chunk.beginsAfter(key, row);
            if (behind) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low - 1;
    }
}
