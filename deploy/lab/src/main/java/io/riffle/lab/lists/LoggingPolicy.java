package io.riffle.lab.lists;

import io.riffle.model.candidates.PlackettLuce;
import java.util.SplittableRandom;

/**
 * A logging policy that fills slots one by one: in each, every item that is left with probability
 * proportional to {@code exp(score / temperature)}.
 */
final class LoggingPolicy {
    private final double temperature;

    LoggingPolicy(double temperature) {
        this.temperature = temperature;
    }

    /**
     * Draws an order.
     *
     * @param propensities receives, per slot, the probability of the item chosen there given the
     *     slots before it; its length is the number of slots
     * @return index of the candidate in each slot
     */
    int[] draw(double[] scores, double[] propensities, SplittableRandom random) {
        double[] weights = weights(scores);
        int[] order = new int[propensities.length];
        for (int t = 0; t < order.length; t++) {
            double left = PlackettLuce.left(weights);
            int chosen = PlackettLuce.at(weights, random.nextDouble() * left);
            order[t] = chosen;
            propensities[t] = weights[chosen] / left;
            weights[chosen] = 0;
        }
        return order;
    }

    /** Probability of the slots' order. */
    double probability(double[] scores, int[] order) {
        double[] weights = weights(scores);
        double probability = 1;
        for (int chosen : order) {
            probability *= weights[chosen] / PlackettLuce.left(weights);
            weights[chosen] = 0;
        }
        return probability;
    }

    private double[] weights(double[] scores) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            highest = Math.max(highest, score);
        }
        double[] weights = new double[scores.length];
        for (int i = 0; i < weights.length; i++) {
            // At least the smallest normal number: an item of weight 0 counts as placed.
            weights[i] = Math.max(Double.MIN_NORMAL, Math.exp((scores[i] - highest) / temperature));
        }
        return weights;
    }
}
