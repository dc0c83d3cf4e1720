package io.riffle.training.counterfactual;

import io.riffle.training.lists.ListSample;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The policy that drew a shown list, recovered from the propensities it logged.
 *
 * <p>A Plackett–Luce policy fills slots one by one: the logged propensity of an item is its weight
 * over the weights that are left. The weights of what was shown follow exactly, as does the sum of
 * the others. How that sum is spread over what was not shown follows the first-stage scores: their
 * effect on the logarithm of a weight is fitted to what was shown, so that a policy that goes by
 * them is recovered whole. Without scores the others are equal.
 *
 * <p><b>Shapes.</b> K candidates, S slots. <b>Source.</b> Plackett 1975, Luce 1959.
 */
public final class DisplayPolicy {
    /** Least share of a weight: propensities are floats, and what is left is a difference. */
    private static final double LEAST = 1e-12;

    private final int[] shown;
    private final double[] weights;

    private DisplayPolicy(int[] shown, double[] weights) {
        this.shown = shown;
        this.weights = weights;
    }

    /**
     * The policy of a list; null where none is known: no propensities, or a slot whose item or
     * propensity is missing.
     */
    static @Nullable DisplayPolicy of(ListSample list) {
        int[] shown = shown(list);
        if (list.propensities().length == 0 || shown.length == 0) {
            return null;
        }
        double[] weights = new double[list.size()];
        double left = 1;
        for (int candidate : shown) {
            double propensity = candidate < 0 ? 0 : list.propensities()[candidate];
            if (!(propensity > 0)) {
                return null;
            }
            weights[candidate] = Math.max(LEAST, Math.min(1, propensity) * left);
            left = Math.max(0, left * (1 - Math.min(1, propensity)));
        }
        spread(list, shown, weights, left);
        return new DisplayPolicy(shown, weights);
    }

    /**
     * Probability that each candidate came where it was displayed, 0 where it was not, [K]; as
     * logged where the policy cannot be recovered.
     */
    public static double[] chancesAsDisplayed(ListSample list) {
        double[] chances = new double[list.size()];
        DisplayPolicy policy = of(list);
        if (policy == null) {
            for (int i = 0; i < list.propensities().length; i++) {
                chances[i] = list.propensities()[i];
            }
            return chances;
        }
        double[][] shown = policy.chancesOfShown();
        for (int slot = 0; slot < shown.length; slot++) {
            chances[policy.shown(slot)] = shown[slot][slot];
        }
        return chances;
    }

    /** The candidate in a slot. */
    int shown(int slot) {
        return shown[slot];
    }

    /**
     * Probability that the item of slot {@code s} comes in slot {@code t}, whatever else is shown,
     * [S][S].
     */
    double[][] chancesOfShown() {
        return new ArrivalRace(weights, shown.length).chances(shown);
    }

    /**
     * Probability that the item of slot {@code s} comes in slot {@code t}, given that the items
     * shown are these, in any order: exact, whatever the others weigh, [S][S].
     */
    double[][] chancesAmongShown(long seed) {
        double[] own = new double[shown.length];
        double others = 0;
        for (double weight : weights) {
            others += weight;
        }
        for (int s = 0; s < own.length; s++) {
            own[s] = weights[shown[s]];
            others -= own[s];
        }
        return new ShownOrders(own, Math.max(0, others)).chances(seed);
    }

    private static int[] shown(ListSample list) {
        int slots = 0;
        for (int i = 0; i < list.size(); i++) {
            slots = Math.max(slots, list.position(i) + 1);
        }
        // A position beyond any list is no slot of it: there would be gaps.
        int[] shown = new int[Math.min(slots, list.size())];
        Arrays.fill(shown, -1);
        for (int i = 0; i < list.size(); i++) {
            int position = list.position(i);
            if (position >= 0 && position < shown.length) {
                shown[position] = i;
            }
        }
        return slots > list.size() ? new int[0] : shown;
    }

    /** Gives what is left to the candidates that were not shown. */
    private static void spread(ListSample list, int[] shown, double[] weights, double left) {
        double effect = effect(list, shown, weights);
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            best = weights[i] == 0 && effect > 0 ? Math.max(best, list.scores()[i]) : best;
        }
        double[] parts = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] == 0) {
                parts[i] = effect > 0 ? Math.exp(effect * (list.scores()[i] - best)) : 1;
                sum += parts[i];
            }
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] += parts[i] > 0 ? Math.max(LEAST, left * parts[i] / sum) : 0;
        }
    }

    /** Slope of the logarithm of the weights shown over their scores; 0 where there is none. */
    private static double effect(ListSample list, int[] shown, double[] weights) {
        if (list.scores().length == 0) {
            return 0;
        }
        double score = 0;
        double logarithm = 0;
        for (int candidate : shown) {
            score += list.scores()[candidate] / shown.length;
            logarithm += Math.log(weights[candidate]) / shown.length;
        }
        double square = 0;
        double product = 0;
        for (int candidate : shown) {
            double off = list.scores()[candidate] - score;
            square += off * off;
            product += off * (Math.log(weights[candidate]) - logarithm);
        }
        double slope = product / square;
        return Double.isFinite(slope) ? Math.max(0, slope) : 0;
    }
}
