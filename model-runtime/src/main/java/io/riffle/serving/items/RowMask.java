package io.riffle.serving.items;

import java.util.Arrays;

/** Rows of one index that a query may get; of {@link ItemIndex#mask}. */
public final class RowMask {
    /** No row at all. */
    static final RowMask NONE = new RowMask(new long[0], 0, Integer.MAX_VALUE);

    private long[] words;
    private int count;
    private int rows; // rows of the index that were looked at

    private RowMask(long[] words, int count, int rows) {
        this.words = words;
        this.count = count;
        this.rows = rows;
    }

    /** None of so many rows yet. */
    static RowMask empty(int rows) {
        return new RowMask(new long[(rows + 63) >>> 6], 0, rows);
    }

    RowMask copy() {
        return new RowMask(words.clone(), count, rows);
    }

    /** How many rows there are. */
    int count() {
        return count;
    }

    /** Rows of the index that were looked at: later ones are not here. */
    int rows() {
        return rows;
    }

    /** More rows of the index are looked at. */
    void widen(int more) {
        words = Arrays.copyOf(words, (more + 63) >>> 6);
        rows = more;
    }

    /** Puts a row in, or takes it out. */
    void flip(int row) {
        long bit = 1L << row;
        words[row >>> 6] ^= bit;
        count += (words[row >>> 6] & bit) != 0 ? 1 : -1;
    }

    /** Puts a row in that may be there. */
    void add(int row) {
        if (!contains(row)) {
            flip(row);
        }
    }

    /** Whether a row is here. */
    public boolean contains(int row) {
        int word = row >>> 6;
        return word < words.length && (words[word] >>> row & 1) != 0;
    }

    /** The bits of rows from {@code 64 * word} on. */
    long word(int word) {
        return word < words.length ? words[word] : 0;
    }
}
