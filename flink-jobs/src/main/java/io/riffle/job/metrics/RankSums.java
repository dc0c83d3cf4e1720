package io.riffle.job.metrics;

/**
 * Sums over the ranks of clicked items in the lists that were made before the click: hits and gain
 * count the first ten, the reciprocal counts the whole list.
 *
 * <p><b>Source</b>: NDCG with one relevant item is {@code 1 / log2(1 + rank)}.
 */
public final class RankSums {

    /** Ranks that a hit may have. */
    public static final int CUT = 10;

    private long clicks;
    private double hits;
    private double gain;
    private double reciprocal;
    private double found;

    /** Whether the rank, from 1, is a hit; 0 = it was not on the list. */
    public static boolean hit(int rank) {
        return rank >= 1 && rank <= CUT;
    }

    /** One more click, of the rank of its item from 1; 0 = it was not on the list. */
    public void add(int rank) {
        clicks++;
        if (hit(rank)) {
            hits++;
            gain += Math.log(2) / Math.log(1 + rank);
        }
        if (rank >= 1) {
            reciprocal += 1.0 / rank;
            found++;
        }
    }

    /** Clicks so far. */
    public long clicks() {
        return clicks;
    }

    /** Clicks on one of the first ten. */
    public double hits() {
        return hits;
    }

    /** Sum of the discounted gains. */
    public double gain() {
        return gain;
    }

    /** Sum of the reciprocal ranks. */
    public double reciprocal() {
        return reciprocal;
    }

    /** Clicks on an item of the list. */
    double found() {
        return found;
    }
}
