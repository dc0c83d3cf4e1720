package io.riffle.training.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * Measures of one ordered list against its labels.
 *
 * <p>The order is that of the scores, equal ones in first-stage order, what is no number last.
 * NDCG@k has gain {@code 2^y - 1} and discount {@code 1/log2(rank + 1)}, its ideal ordered by
 * label; MAP@k divides by {@code min(k, positives)}; HR@k says whether a positive is among the
 * first k; MRR is the mean over the positives of 1/rank; AUC counts equal scores half.
 *
 * <p>A list without a positive has no measures: leave it out and report how many were left out.
 */
public final class ListMetrics {
    /** Depths of NDCG, MAP and HR. */
    private static final int[] DEPTHS = {1, 3, 5, 10};

    /** Names of the measures, in the order of {@link #of}. */
    public static final List<String> NAMES =
            List.of(
                    "ndcg_at_1",
                    "ndcg_at_3",
                    "ndcg_at_5",
                    "ndcg_at_10",
                    "map_at_1",
                    "map_at_3",
                    "map_at_5",
                    "map_at_10",
                    "hr_at_1",
                    "hr_at_3",
                    "hr_at_5",
                    "hr_at_10",
                    "mrr",
                    "auc");

    private ListMetrics() {}

    /** Candidate indices by falling score, what is no number last, equal ones by rising index. */
    public static int[] order(float[] scores) {
        // The index fills the lower half of the key, so that a sort of longs is stable.
        long[] keys = new long[scores.length];
        for (int i = 0; i < keys.length; i++) {
            int bits = Float.floatToIntBits(scores[i] == 0 ? 0f : scores[i]);
            int rising = bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
            rising = Float.isNaN(scores[i]) ? 0 : rising; // below negative infinity
            keys[i] = ((long) ~rising & 0xFFFF_FFFFL) << 32 | i;
            keys[i] ^= Long.MIN_VALUE;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int rank = 0; rank < order.length; rank++) {
            order[rank] = (int) keys[rank];
        }
        return order;
    }

    /**
     * Scores whose order is the given one; candidates it leaves out follow in first-stage order.
     */
    public static float[] scores(int[] order, int candidates) {
        float[] scores = new float[candidates];
        Arrays.fill(scores, -1);
        for (int rank = 0; rank < order.length; rank++) {
            scores[order[rank]] = order.length - rank;
        }
        return scores;
    }

    /**
     * The measures of one list.
     *
     * @param labels reward per candidate, at least one above 0
     * @param scores per candidate, in the same order
     * @return one value per name; AUC is NaN when every candidate is positive
     */
    public static double[] of(float[] labels, float[] scores) {
        int[] order = order(scores);
        int positives = 0;
        for (float label : labels) {
            positives += label > 0 ? 1 : 0;
        }
        if (positives == 0) {
            throw new IllegalArgumentException(
                    "The labels of a list must have one above 0.\nMaybe leave such lists out.");
        }
        double[] precision = new double[DEPTHS.length];
        double[] hit = new double[DEPTHS.length];
        double reciprocal = 0;
        int found = 0;
        for (int rank = 1; rank <= order.length; rank++) {
            float label = labels[order[rank - 1]];
            boolean positive = label > 0;
            found += positive ? 1 : 0;
            reciprocal += positive ? 1.0 / rank : 0;
            for (int d = 0; d < DEPTHS.length; d++) {
                if (rank <= DEPTHS[d]) {
                    precision[d] += positive ? (double) found / rank : 0;
                    hit[d] = found > 0 ? 1 : 0;
                }
            }
        }
        double[] values = new double[NAMES.size()];
        for (int d = 0; d < DEPTHS.length; d++) {
            values[d] = Dcg.ndcg(order, labels, DEPTHS[d]);
            values[4 + d] = precision[d] / Math.min(DEPTHS[d], positives);
            values[8 + d] = hit[d];
        }
        values[12] = reciprocal / positives;
        values[13] = areaUnderCurve(labels, scores, order, positives);
        return values;
    }

    private static double areaUnderCurve(
            float[] labels, float[] scores, int[] order, int positives) {
        int negatives = labels.length - positives;
        if (negatives == 0) {
            return Double.NaN;
        }
        double won = 0;
        int above = 0; // negatives of a higher score
        for (int from = 0; from < order.length; ) {
            int to = from;
            int positive = 0;
            while (to < order.length && level(scores[order[to]], scores[order[from]])) {
                positive += labels[order[to++]] > 0 ? 1 : 0;
            }
            int negative = to - from - positive;
            won += positive * (negatives - above - 0.5 * negative);
            above += negative;
            from = to;
        }
        return won / ((double) positives * negatives);
    }

    private static boolean level(float a, float b) {
        return a == b || (Float.isNaN(a) && Float.isNaN(b));
    }
}
