package io.riffle.training;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Interval of a mean over lists, by drawing lists with replacement.
 *
 * <p>Give it the differences between two rankers list by list: what makes a list easy or hard for
 * both then cancels.
 *
 * <p><b>Source</b>: Efron, percentile bootstrap.
 */
public final class PairedBootstrap {
    private final int rounds;
    private final long seed;

    public PairedBootstrap(int rounds, long seed) {
        this.rounds = rounds;
        this.seed = seed;
    }

    /**
     * Mean of the differences {@code a - b} with its 95 % interval; pairs with NaN are left out.
     */
    public Interval difference(double[] a, double[] b) {
        double[] differences = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            differences[i] = a[i] - b[i];
        }
        return mean(differences);
    }

    /** Mean of the values with its 95 % interval; NaN is left out. */
    public Interval mean(double[] values) {
        double[] kept = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        if (kept.length == 0) {
            return new Interval(Double.NaN, Double.NaN, Double.NaN);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            double sum = 0;
            for (int n = 0; n < kept.length; n++) {
                sum += kept[random.nextInt(kept.length)];
            }
            means[round] = sum / kept.length;
        }
        Arrays.sort(means);
        return new Interval(
                Arrays.stream(kept).average().orElse(Double.NaN),
                means[(int) Math.floor(0.025 * (rounds - 1))],
                means[(int) Math.ceil(0.975 * (rounds - 1))]);
    }

    /** A mean and the interval that holds it in 95 % of the draws. */
    public record Interval(double mean, double low, double high) {
        /** Whether the whole interval is above 0. */
        public boolean aboveZero() {
            return low > 0;
        }
    }
}
