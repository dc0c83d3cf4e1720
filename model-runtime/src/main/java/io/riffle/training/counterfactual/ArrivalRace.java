package io.riffle.training.counterfactual;

/**
 * Slots of a Plackett–Luce order as a race: each candidate arrives after an exponential time whose
 * rate is its weight, and stands in slot {@code t} when {@code t} others came before it.
 *
 * <p>The probability is an integral over its arrival. It is summed on a grid of equal steps of the
 * logarithm of time, where the error of a step h falls as exp(-π²/h): about 1e-8 here; what comes
 * before the first step weighs 1e-7.
 *
 * <p><b>Shapes.</b> K candidates, S slots.
 */
final class ArrivalRace {
    private static final double STEP = 0.5;
    private static final double FIRST = -16;
    private static final double LAST = 40;
    private static final double OVER = 1e-10;

    private final double[] weights;
    private final int slots;

    /**
     * @param weights above 0, about 1 in sum, [K]
     */
    ArrivalRace(double[] weights, int slots) {
        this.weights = weights;
        this.slots = slots;
    }

    /** Probability that each of some candidates stands in each slot, [candidate][S]. */
    double[][] chances(int... candidates) {
        double[][] chances = new double[candidates.length][slots];
        double[] not = new double[weights.length]; // probability that it has not arrived
        double open = 1;
        for (double step = FIRST; step <= LAST && open > OVER; step += STEP) {
            double time = Math.exp(step);
            for (int i = 0; i < not.length; i++) {
                not[i] = Math.exp(-weights[i] * time);
            }
            open = 0;
            for (int c = 0; c < candidates.length; c++) {
                int candidate = candidates[c];
                double arrives = weights[candidate] * time * not[candidate] * STEP;
                double[] before = before(candidate, not);
                double fewer = 0;
                for (int t = 0; t < slots; t++) {
                    chances[c][t] += arrives * before[t];
                    fewer += before[t];
                }
                open = Math.max(open, fewer * not[candidate]);
            }
        }
        return chances;
    }

    /** Probability that so many others have arrived, fewer than the slots, [S]. */
    private double[] before(int candidate, double[] not) {
        double[] came = new double[slots];
        came[0] = 1;
        for (int i = 0; i < not.length; i++) {
            if (i != candidate) {
                for (int t = slots - 1; t > 0; t--) {
                    came[t] = came[t] * not[i] + came[t - 1] * (1 - not[i]);
                }
                came[0] *= not[i];
            }
        }
        return came;
    }
}
