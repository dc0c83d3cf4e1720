package io.riffle.training.evaluator;

/**
 * What an evaluator thinks of the orders of one list.
 *
 * <p><b>State</b>: how many orders it was asked about. Not thread-safe.
 */
public final class SlateValue {
    private final double[] base;
    private final double[][][] after; // [distance - 1][candidate][candidate before it]
    private final double[] seen;
    private long asked;

    /**
     * @param base logit of a click on each candidate that is seen first
     * @param after what a candidate before it, so many slots away, adds to the logit
     * @param seen chance that each slot is examined
     */
    SlateValue(double[] base, double[][][] after, double[] seen) {
        this.base = base;
        this.after = after;
        this.seen = seen;
    }

    /** Candidates of the list. */
    public int size() {
        return base.length;
    }

    /** Slots of the longest slate it can judge; fewer where there are fewer candidates. */
    public int slots() {
        return Math.min(seen.length, base.length);
    }

    /**
     * Expected clicks of a slate.
     *
     * @param order candidate of each slot; slots beyond the longest slate do not count
     */
    public double of(int[] order) {
        asked++;
        double sum = 0;
        for (int t = 0; t < Math.min(order.length, seen.length); t++) {
            sum += click(order, t);
        }
        return sum;
    }

    /** Chance of a click on a slot, whatever was clicked before. */
    public double click(int[] order, int t) {
        double logit = base[order[t]];
        for (int before = 0; before < t; before++) {
            logit += after[t - before - 1][order[t]][order[before]];
        }
        return seen[t] / (1 + Math.exp(-logit));
    }

    /** Slates it was asked about. */
    public long asked() {
        return asked;
    }
}
