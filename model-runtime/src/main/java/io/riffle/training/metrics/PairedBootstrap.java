package io.riffle.training.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Interval of a mean over lists, over trainings and lists, or over groups of events, by drawing
 * those with replacement.
 *
 * <p>Give it the differences between two rankers list by list: what makes a list easy or hard for
 * both then cancels.
 *
 * <p><b>Source</b>: Efron, percentile bootstrap.
 */
public final class PairedBootstrap {
    private final int rounds;
    private final long seed;

    /** Draws that many rounds; the same seed draws the same. */
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
        return interval(Arrays.stream(kept).average().orElse(Double.NaN), means);
    }

    /**
     * Mean difference of two models of several trainings each, with its 95 % interval by drawing
     * trainings and lists together. Trainings of one number are a pair; of n of them n - 1 are
     * drawn each time, so that the spread of their mean is that of an unbiased standard error.
     *
     * @param a [training][list]; one training that is repeated counts as certain
     * @param b as many trainings, or one
     */
    public Interval difference(double[][] a, double[][] b) {
        int trainings = Math.max(a.length, b.length);
        double[][] differences = new double[trainings][];
        for (int s = 0; s < trainings; s++) {
            differences[s] = new double[a[0].length];
            for (int n = 0; n < differences[s].length; n++) {
                differences[s][n] = a[s % a.length][n] - b[s % b.length][n];
            }
        }
        return trainings == 1 ? mean(differences[0]) : nested(differences);
    }

    private Interval nested(double[][] values) {
        int[] lists =
                IntStream.range(0, values[0].length)
                        .filter(n -> Arrays.stream(values).noneMatch(row -> Double.isNaN(row[n])))
                        .toArray();
        if (lists.length == 0) {
            return new Interval(Double.NaN, Double.NaN, Double.NaN);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[rounds];
        double all = 0;
        for (double[] row : values) {
            all += Arrays.stream(lists).mapToDouble(n -> row[n]).sum();
        }
        int drawn = values.length - 1;
        for (int round = 0; round < rounds; round++) {
            int[] times = new int[values.length];
            for (int s = 0; s < drawn; s++) {
                times[random.nextInt(values.length)]++;
            }
            double sum = 0;
            for (int n = 0; n < lists.length; n++) {
                int list = lists[random.nextInt(lists.length)];
                for (int s = 0; s < times.length; s++) {
                    sum += times[s] == 0 ? 0 : times[s] * values[s][list];
                }
            }
            means[round] = sum / drawn / lists.length;
        }
        return interval(all / values.length / lists.length, means);
    }

    /**
     * Mean over all members of groups with its 95 % interval, by drawing whole groups: for values
     * that depend on each other within a group.
     *
     * @param sums sum of the values of each group
     * @param counts members of each group; groups without any are left out
     */
    public Interval ratio(double[] sums, double[] counts) {
        int[] groups = IntStream.range(0, sums.length).filter(g -> counts[g] > 0).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            double sum = 0;
            double count = 0;
            for (int n = 0; n < groups.length; n++) {
                int group = groups[random.nextInt(groups.length)];
                sum += sums[group];
                count += counts[group];
            }
            means[round] = sum / count;
        }
        return interval(Arrays.stream(sums).sum() / Arrays.stream(counts).sum(), means);
    }

    private static Interval interval(double mean, double[] means) {
        Arrays.sort(means);
        int last = means.length - 1;
        return new Interval(
                mean, means[(int) Math.floor(0.025 * last)], means[(int) Math.ceil(0.975 * last)]);
    }

    /** A mean and the interval that holds it in 95 % of the draws. */
    public record Interval(double mean, double low, double high) {
        /** Whether the whole interval is above 0. */
        public boolean aboveZero() {
            return low > 0;
        }
    }
}
