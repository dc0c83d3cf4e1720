package io.riffle.lab.simulate;

import java.util.SplittableRandom;

/**
 * A slate before a user's eyes. An item is taken in proportion to how much the user wants it now,
 * discounted by its rank as in DCG.
 *
 * @param items item numbers by rank; -1 for an item the simulation does not know
 */
record ShownSlate(String recommendationId, int[] items) {

    /** Index of the item taken, or -1 when the user wants none of them. */
    int draw(int user, Choice choice, SplittableRandom dice) {
        double[] weights = weights(user, choice);
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        if (total == 0) {
            return -1;
        }
        double at = dice.nextDouble() * total;
        int rank = 0;
        while (rank < weights.length - 1 && (weights[rank] == 0 || at >= weights[rank])) {
            at -= weights[rank++];
        }
        return weights[rank] > 0 ? rank : -1;
    }

    double[] weights(int user, Choice choice) {
        double[] weights = new double[items.length];
        for (int rank = 0; rank < items.length; rank++) {
            double wanted = items[rank] < 0 ? 0 : choice.weight(user, items[rank]);
            weights[rank] = wanted / (Math.log(rank + 2) / Math.log(2));
        }
        return weights;
    }
}
