package io.riffle.training.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sums of ranking measures over test events: HR@K = 1[rank ≤ K], NDCG@K = 1[rank ≤ K] / log2(rank +
 * 1), MRR = 1 / rank, with ranks beyond 2,500 counted as 2,501.
 *
 * <p><b>State</b>: grows with {@link #add}; not thread-safe.
 */
public final class RankingMetrics {
    /** Rank of a target that is not among the first 2,500, or not among the candidates. */
    public static final int MISSED = 2501;

    private static final int[] CUTS = {1, 10, 50, 100, 200};

    private static final int[] NOTHING_TAKEN = {};

    private final long[] hits = new long[CUTS.length];
    private final double[] gains = new double[CUTS.length];
    private final double[] gainSquares = new double[CUTS.length];
    private double reciprocal;
    private double reciprocalSquares;
    private long count;

    /** The K of HR@K and NDCG@K. */
    public static int[] cuts() {
        return CUTS.clone();
    }

    /** Adds the rank of one target, from 1. */
    public void add(int rank) {
        int kept = Math.min(rank, MISSED);
        count++;
        reciprocal += 1.0 / kept;
        reciprocalSquares += 1.0 / kept / kept;
        double gain = discountedGain(kept);
        for (int i = 0; i < CUTS.length; i++) {
            if (kept <= CUTS[i]) {
                hits[i]++;
                gains[i] += gain;
                gainSquares[i] += gain * gain;
            }
        }
    }

    /** What a target of that rank, from 1, adds to NDCG. */
    public static double discountedGain(int rank) {
        return Dcg.discount(rank - 1);
    }

    /** Adds everything another one holds. */
    public void addAll(RankingMetrics other) {
        for (int i = 0; i < CUTS.length; i++) {
            hits[i] += other.hits[i];
            gains[i] += other.gains[i];
            gainSquares[i] += other.gainSquares[i];
        }
        reciprocal += other.reciprocal;
        reciprocalSquares += other.reciprocalSquares;
        count += other.count;
    }

    /**
     * Rank of a target among scores, as {@link #rank(float[], int, int, int, int[], int)}.
     *
     * @param scores by item row; row 0 and rows of NEGATIVE_INFINITY are no candidates
     */
    public static int rank(float[] scores, int target) {
        return rank(scores, 0, scores.length, target, NOTHING_TAKEN, 1);
    }

    /**
     * Rank of a target among the candidates, from 1: one more than the others whose score is not
     * below its own. Equal scores count against it. A score that is no number ranks last: it stands
     * above nobody, and a target that has it, or that is no candidate, is missed.
     *
     * @param scores of item rows from {@code from} on; the first, and NEGATIVE_INFINITY, are none
     * @param rows number of item rows
     * @param target its row
     * @param taken by row, the mark of whom it was taken; rows with {@code mark} are no candidates;
     *     none of those beyond its end is
     */
    public static int rank(float[] scores, int from, int rows, int target, int[] taken, int mark) {
        float own = scores[from + target];
        if (!(own > Float.NEGATIVE_INFINITY) || (target < taken.length && taken[target] == mark)) {
            return MISSED;
        }
        int rank = 1;
        for (int row = 1; row < rows; row++) {
            if (scores[from + row] >= own
                    && row != target
                    && (row >= taken.length || taken[row] != mark)) {
                rank++;
            }
        }
        return rank;
    }

    /** Test events so far. */
    public long count() {
        return count;
    }

    /** HR@K for K in 1, 10, 50, 100, 200; 0 when nothing was added. */
    public double hitRate(int k) {
        return count == 0 ? 0 : (double) hits[cut(k)] / count;
    }

    /** NDCG@K for K in 1, 10, 50, 100, 200; 0 when nothing was added. */
    public double ndcg(int k) {
        return count == 0 ? 0 : gains[cut(k)] / count;
    }

    /** Mean reciprocal rank; 0 when nothing was added. */
    public double mrr() {
        return count == 0 ? 0 : reciprocal / count;
    }

    /**
     * All measures by name: {@code hr_at_10}, {@code ndcg_at_10}, ..., {@code mrr}, {@code events}.
     */
    public Map<String, Double> asMap() {
        Map<String, Double> all = new LinkedHashMap<>();
        for (int k : CUTS) {
            all.put("hr_at_" + k, hitRate(k));
        }
        for (int k : CUTS) {
            all.put("ndcg_at_" + k, ndcg(k));
        }
        all.put("mrr", mrr());
        all.put("events", (double) count);
        return all;
    }

    /**
     * Standard errors of the measures by their names, for events that do not depend on each other:
     * one of each user.
     */
    public Map<String, Double> errors() {
        Map<String, Double> all = new LinkedHashMap<>();
        for (int i = 0; i < CUTS.length; i++) {
            all.put("hr_at_" + CUTS[i], error((double) hits[i], (double) hits[i]));
        }
        for (int i = 0; i < CUTS.length; i++) {
            all.put("ndcg_at_" + CUTS[i], error(gains[i], gainSquares[i]));
        }
        all.put("mrr", error(reciprocal, reciprocalSquares));
        return all;
    }

    private double error(double sum, double squares) {
        double mean = count == 0 ? 0 : sum / count;
        return count < 2 ? 0 : Math.sqrt(Math.max(0, squares / count - mean * mean) / (count - 1));
    }

    private static int cut(int k) {
        for (int i = 0; i < CUTS.length; i++) {
            if (CUTS[i] == k) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "The cut ("
                        + k
                        + ") of a ranking measure must be 1, 10, 50, 100 or 200.\n"
                        + "Maybe use 10.");
    }
}
