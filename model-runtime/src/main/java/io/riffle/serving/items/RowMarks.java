package io.riffle.serving.items;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Item rows that a query must not get: those withdrawn for everyone, and its own. Forgetting the
 * latter costs nothing: a mark counts only while its number is the current one.
 */
final class RowMarks {
    private final BitSet withdrawn = new BitSet();
    private final int[] marks;
    private int current = 1;

    RowMarks(int rows) {
        this.marks = new int[rows];
    }

    void withdraw(int row) {
        withdrawn.set(row);
    }

    void restore(int row) {
        withdrawn.clear(row);
    }

    /**
     * Withdraws what is withdrawn there.
     *
     * @param rows that mean the same in both
     */
    void withdrawAsIn(RowMarks other, int rows) {
        withdrawn.or(other.withdrawn.get(0, rows));
    }

    /** A copy of what is withdrawn. */
    BitSet withdrawn() {
        return (BitSet) withdrawn.clone();
    }

    /** Withdraws these and no others. */
    void set(BitSet rows) {
        withdrawn.clear();
        withdrawn.or(rows);
    }

    /** Forgets the marks of the query before. */
    void next() {
        if (++current == Integer.MAX_VALUE) {
            Arrays.fill(marks, 0);
            current = 1;
        }
    }

    /** Forgets the marks of the query before, and marks these rows. */
    void next(int[] rows) {
        next();
        for (int row : rows) {
            mark(row);
        }
    }

    /** Marks a row for this query; row 0, the unknown item, may be marked too. */
    void mark(int row) {
        marks[row] = current;
    }

    boolean withdrawn(int row) {
        return withdrawn.get(row);
    }

    boolean marked(int row) {
        return marks[row] == current || withdrawn.get(row);
    }
}
