package io.riffle.training.counterfactual;

import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.Dcg;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What orders of one list would have brought, seen through what was shown instead.
 *
 * <p>Users examine slots by a known curve, and click what they examine by its worth. A click on a
 * shown item, over the examination that the item could expect from the policy that drew the slate,
 * is an unbiased estimate of its worth; in another order the item brings its worth times the
 * examination of its new slot. A slate that was not drawn tells of the order of what was shown
 * alone: its items are ranked among themselves, each seen where it stood.
 *
 * <p><b>Source.</b> Joachims, Swaminathan, Schnabel 2017; policy-aware propensities: Oosterhuis and
 * de Rijke 2020.
 */
final class SlateWorth {
    /** Least examination that an item is taken to expect: bounds what one click can weigh. */
    private static final double LEAST = .01;

    private final ListSample list;
    private final IntToDoubleFunction examination;
    private final boolean drawn;
    private final int[] shown; // candidate by slot; -1 = none
    private final double[] expected; // examination of the item of the slot under the policy

    /**
     * @param examination by slot, over that of the first
     * @param policy that drew the slate; null = it was not drawn
     */
    SlateWorth(ListSample list, IntToDoubleFunction examination, @Nullable DisplayPolicy policy) {
        this.list = list;
        this.examination = examination;
        this.drawn = policy != null;
        int slots = 0;
        for (int i = 0; i < list.size(); i++) {
            slots = Math.max(slots, list.position(i) + 1);
        }
        shown = new int[slots];
        expected = new double[slots];
        Arrays.fill(shown, -1);
        for (int i = 0; i < list.size(); i++) {
            if (list.shown(i)) {
                shown[list.position(i)] = i;
                expected[list.position(i)] = examination.applyAsDouble(list.position(i));
            }
        }
        if (policy != null) {
            double[][] chances = policy.chancesOfShown();
            for (int s = 0; s < slots; s++) {
                double sum = 0;
                for (int t = 0; t < slots; t++) {
                    sum += chances[s][t] * examination.applyAsDouble(t);
                }
                expected[s] = Math.max(LEAST, sum);
            }
        }
    }

    /**
     * Clicks that an order would have brought, and how much examination they are seen through: in
     * expectation that of all slots, in every order.
     *
     * @param order of all candidates
     * @return clicks, examination
     */
    double[] of(int[] order) {
        double[] sums = new double[2];
        int rank = 0;
        for (int i : order) {
            if (rank == shown.length) {
                break;
            }
            int slot = list.position(i);
            if (slot >= 0) {
                double share = examination.applyAsDouble(rank) / expected[slot];
                sums[0] += share * Math.min(1, list.labels()[i]);
                sums[1] += share * examination.applyAsDouble(slot);
            }
            rank += drawn || slot >= 0 ? 1 : 0;
        }
        return sums;
    }

    /** The same where clicks come from elsewhere: all candidates, by the discount of their rank. */
    static double[] elsewhere(ListSample list, int[] order, int slots) {
        double[] sums = {0, 1};
        for (int rank = 0; rank < Math.min(slots, order.length); rank++) {
            sums[0] += Dcg.discount(rank) * Math.min(1, list.labels()[order[rank]]);
        }
        return sums;
    }
}
