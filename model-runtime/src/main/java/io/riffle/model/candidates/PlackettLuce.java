package io.riffle.model.candidates;

/**
 * Orders that are drawn slot by slot: in each, every candidate that is left comes with probability
 * proportional to its weight. What was placed has weight 0.
 *
 * <p><b>Source.</b> Plackett 1975, Luce 1959.
 */
public final class PlackettLuce {
    private PlackettLuce() {}

    /** Sum of the weights that are left. */
    public static double left(double[] weights) {
        double left = 0;
        for (double weight : weights) {
            left += weight;
        }
        return left;
    }

    /** The candidate in whose share of the sum a place falls; -1 when none is left. */
    public static int at(double[] weights, double place) {
        double above = place;
        int chosen = -1;
        for (int i = 0; i < weights.length && (chosen < 0 || above >= 0); i++) {
            if (weights[i] > 0) {
                chosen = i;
                above -= weights[i];
            }
        }
        return chosen;
    }
}
