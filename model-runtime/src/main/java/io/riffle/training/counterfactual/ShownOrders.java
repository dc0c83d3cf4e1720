package io.riffle.training.counterfactual;

import io.riffle.model.candidates.PlackettLuce;
import java.util.SplittableRandom;

/**
 * All orders in which a Plackett–Luce policy may have shown the same items: how likely each item
 * stands in each slot.
 *
 * <p>An order's probability given its items is proportional to the product of 1 / (what is left
 * before each slot); the weights in the numerator are the same in every order. Up to twelve items
 * the sum over all orders is exact, set by set; for more, orders are drawn by weight and counted by
 * their importance.
 *
 * <p><b>Shapes.</b> S items, as many slots.
 */
final class ShownOrders {
    private static final int EXACT = 12;
    private static final int DRAWS = 2_000;

    private final double[] weights;
    private final double others;

    /**
     * @param weights of the items shown, above 0
     * @param others sum of the weights of the items not shown
     */
    ShownOrders(double[] weights, double others) {
        this.weights = weights;
        this.others = others;
    }

    /** [S][S]: of item s, in slot t. */
    double[][] chances(long seed) {
        return weights.length <= EXACT ? exact() : drawn(new SplittableRandom(seed));
    }

    private double[][] exact() {
        int size = weights.length;
        int all = (1 << size) - 1;
        double[] share = new double[all + 1]; // 1 / what is left when the set is placed
        double[] before = new double[all + 1]; // sum over the orders of the set
        double[] after = new double[all + 1]; // sum over the orders of what the set leaves
        before[0] = 1;
        for (int set = 0; set <= all; set++) {
            double left = others;
            for (int s = 0; s < size; s++) {
                left += (set >> s & 1) == 0 ? weights[s] : 0;
            }
            share[set] = set == all ? 1 : 1 / left;
            for (int s = 0; s < size; s++) {
                if ((set >> s & 1) == 1) {
                    before[set] += before[set ^ 1 << s] * share[set ^ 1 << s];
                }
            }
        }
        after[all] = 1;
        double[][] chances = new double[size][size];
        for (int set = all - 1; set >= 0; set--) {
            int slot = Integer.bitCount(set);
            for (int s = 0; s < size; s++) {
                if ((set >> s & 1) == 0) {
                    double rest = share[set] * after[set | 1 << s];
                    after[set] += rest;
                    chances[s][slot] += before[set] * rest / before[all];
                }
            }
        }
        return chances;
    }

    private double[][] drawn(SplittableRandom random) {
        int size = weights.length;
        double[][] chances = new double[size][size];
        double total = 0;
        for (int n = 0; n < DRAWS; n++) {
            double importance = 1;
            int[] order = new int[size];
            double[] left = weights.clone();
            for (int t = 0; t < size; t++) {
                double inside = PlackettLuce.left(left);
                importance *= inside / (inside + others);
                order[t] = PlackettLuce.at(left, random.nextDouble() * inside);
                left[order[t]] = 0;
            }
            for (int t = 0; t < size; t++) {
                chances[order[t]][t] += importance;
            }
            total += importance;
        }
        for (double[] row : chances) {
            for (int t = 0; t < size; t++) {
                row[t] /= total;
            }
        }
        return chances;
    }
}
