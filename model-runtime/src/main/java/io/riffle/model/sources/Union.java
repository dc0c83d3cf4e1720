package io.riffle.model.sources;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Candidates that several sources propose to one request, each once, and where each source ranks
 * them.
 *
 * <p><b>Shapes</b>: n candidates, at most sources x {@link #EACH}; S sources. <b>State</b>: reused
 * from request to request; owned by one thread.
 */
public final class Union {
    /** Candidates of one source. */
    public static final int EACH = 20;

    private final int sources;
    private final int[] candidates;
    private final int[] counts;
    private final byte[] ranks; // [n, S], from 1; 0 = not among its best
    private int[] marks = new int[0]; // stamp of the request that leaves the row out
    private int[] places = new int[0]; // by row, stamped
    private int[] placed = new int[0];
    private int stamp;
    private IntPredicate hidden = row -> false;
    private IntPredicate outside = row -> false;
    private int size;

    Union(int sources) {
        this.sources = sources;
        this.candidates = new int[sources * EACH];
        this.counts = new int[sources];
        this.ranks = new byte[sources * EACH * sources];
    }

    /** Begins a request over this number of item rows. */
    void start(int rows) {
        if (marks.length < rows) {
            int longer = Math.max(rows, marks.length + (marks.length >> 1));
            marks = Arrays.copyOf(marks, longer);
            places = Arrays.copyOf(places, longer);
            placed = Arrays.copyOf(placed, longer);
        }
        stamp = stamp == -1 ? 1 : stamp + 1; // never 0, which marks what was never marked
        Arrays.fill(ranks, 0, size * sources, (byte) 0);
        Arrays.fill(counts, 0);
        size = 0;
    }

    /** Leaves an item out; row 0 is none. */
    void leaveOut(int row) {
        if (row < marks.length) {
            marks[row] = stamp;
        }
    }

    /** Leaves items out of this request and all that come. */
    void hide(IntPredicate rows) {
        hidden = rows;
    }

    /** Leaves items out of this request and all that come, until others are named. */
    void leaveOut(IntPredicate rows) {
        outside = rows;
    }

    boolean leavesOut(int row) {
        return row == 0
                || (row < marks.length && marks[row] == stamp)
                || outside.test(row)
                || hidden.test(row);
    }

    /** Adds the next best item of a source, if the source may add one more; one it adds once. */
    void add(int source, int row) {
        if (counts[source] == EACH) {
            return;
        }
        int at = places[row];
        if (placed[row] != stamp) {
            at = size++;
            candidates[at] = row;
            places[row] = at;
            placed[row] = stamp;
        }
        ranks[at * sources + source] = (byte) ++counts[source];
    }

    /** Whether a source has as many as it may. */
    boolean full(int source) {
        return counts[source] == EACH;
    }

    /** Number of candidates. */
    public int size() {
        return size;
    }

    /** Item rows of the candidates, which are not to be changed; more follow that mean nothing. */
    int[] rows() {
        return candidates;
    }

    /** Item row of a candidate. */
    public int row(int at) {
        return candidates[at];
    }

    /** Place of an item; -1 when nobody proposes it. */
    public int place(int row) {
        return row > 0 && row < placed.length && placed[row] == stamp ? places[row] : -1;
    }

    /** Rank from 1 that a source gives a candidate; 0 = it is not among its best. */
    public int rank(int at, int source) {
        return ranks[at * sources + source];
    }
}
