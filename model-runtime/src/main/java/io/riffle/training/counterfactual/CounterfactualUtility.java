package io.riffle.training.counterfactual;

import io.riffle.training.lists.ListSample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Compares what two rankers would have brought on the same logged lists, in clicks, neither having
 * learned from them: self-normalised inverse propensity scoring.
 *
 * <p>Of each ranker the clicks seen are divided by the examination they were seen through, over all
 * lists; the error of the ratio of two follows list by list, so that what makes a list easy for
 * both cancels.
 *
 * <p><b>Source.</b> Swaminathan and Joachims 2015; the error is that of the linearised ratio.
 */
public final class CounterfactualUtility {
    /** One-sided, 95 %. */
    private static final double SURE = 1.645;

    /** Where the clicks of the lists come from, which says what can be concluded. */
    public enum Evidence {
        /** From slates that a policy drew: of any order, and of what was not shown. */
        DRAWN,
        /** From slates that showed the best: of the order of what was shown, by examination. */
        SHOWN,
        /** From anywhere: users click what they want, shown or not. */
        ELSEWHERE
    }

    private static final int SLOTS = 10;

    private final List<ListSample> lists = new ArrayList<>();
    private final List<SlateWorth> worths = new ArrayList<>();
    private final Evidence evidence;
    private double silent;
    private int looked;

    /**
     * Takes the lists that are evidence of a kind.
     *
     * @param examination by slot, over that of the first
     */
    public CounterfactualUtility(
            List<ListSample> logged, IntToDoubleFunction examination, Evidence evidence) {
        this.evidence = evidence;
        for (ListSample list : logged) {
            DisplayPolicy policy = evidence == Evidence.DRAWN ? DisplayPolicy.of(list) : null;
            if (evidence == Evidence.DRAWN && policy == null) {
                continue;
            }
            looked++;
            SlateWorth worth = new SlateWorth(list, examination, policy);
            if (policy == null && !list.clicked()) {
                // Elsewhere each list counts as one, whatever it has shown.
                boolean any = evidence == Evidence.ELSEWHERE;
                silent += any ? 1 : worth.of(firstStage(list.size()))[1];
            } else {
                lists.add(list);
                worths.add(worth);
            }
        }
    }

    /**
     * The lists whose order matters; orders are asked for these. Where no slate was drawn, a list
     * without a click is seen through as much examination in every order: it takes from the worth
     * of all orders alike, and its own need not be known.
     */
    public List<ListSample> lists() {
        return lists;
    }

    /**
     * How two rankers compare.
     *
     * @param utility of the ranker, in clicks by examination of one first slot
     * @param reference the same of the other
     * @param difference logarithm of their ratio
     * @param error standard error of the difference
     * @param clicks effective number of lists with clicks behind the smaller of both
     * @param lists looked at
     */
    public record Estimate(
            double utility,
            double reference,
            double difference,
            double error,
            double clicks,
            int lists) {
        /** What the difference is at least, in 95 of 100 cases. */
        public double low() {
            return difference - SURE * error;
        }

        /** What the difference is at most, in 95 of 100 cases. */
        public double high() {
            return difference + SURE * error;
        }
    }

    /** Compares with the order in which the first stage has the candidates. */
    public Estimate overFirstStage(int[][] orders) {
        int[][] first = new int[orders.length][];
        for (int n = 0; n < first.length; n++) {
            first[n] = firstStage(orders[n].length);
        }
        return compare(orders, first);
    }

    /** Compares orders of all candidates, list by list. */
    public Estimate compare(int[][] orders, int[][] reference) {
        double[][] own = sums(orders);
        double[][] other = sums(reference);
        double[] all = totals(own);
        double[] others = totals(other);
        double utility = all[0] / all[1];
        double base = others[0] / others[1];
        double variance = 0;
        for (int n = 0; n < own.length; n++) {
            double influence =
                    (own[n][0] - utility * own[n][1]) / all[0]
                            - (other[n][0] - base * other[n][1]) / others[0];
            variance += influence * influence;
        }
        return new Estimate(
                utility,
                base,
                Math.log(utility / base),
                Math.sqrt(variance),
                Math.min(all[0] * all[0] / all[2], others[0] * others[0] / others[2]),
                looked);
    }

    private static int[] firstStage(int size) {
        return IntStream.range(0, size).toArray();
    }

    private double[][] sums(int[][] orders) {
        double[][] sums = new double[lists.size()][];
        for (int n = 0; n < sums.length; n++) {
            sums[n] =
                    evidence == Evidence.ELSEWHERE
                            ? SlateWorth.elsewhere(lists.get(n), orders[n], SLOTS)
                            : worths.get(n).of(orders[n]);
        }
        return sums;
    }

    /** Clicks, examination, squares of clicks. */
    private double[] totals(double[][] sums) {
        double[] totals = {0, silent, 0};
        for (double[] sum : sums) {
            totals[0] += sum[0];
            totals[1] += sum[1];
            totals[2] += sum[0] * sum[0];
        }
        return totals;
    }
}
