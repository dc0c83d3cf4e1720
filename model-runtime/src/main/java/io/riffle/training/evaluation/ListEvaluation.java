package io.riffle.training.evaluation;

import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.ListMetrics;
import io.riffle.training.metrics.PairedBootstrap;
import io.riffle.training.metrics.PairedBootstrap.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares rankings of the same test lists. Lists without a click carry no ranking measure and are
 * left out there; utility counts all lists.
 *
 * <p>A ranking may be added several times, once per training. Intervals of a difference are then
 * drawn over trainings and lists together; where both rankings have one training, over lists alone,
 * and say nothing about another training.
 */
public final class ListEvaluation {
    /** Name of the utility among the measures. */
    public static final String UTILITY = "utility";

    private static final int ROUNDS = 1_000;

    private final List<ListSample> lists;
    private final @Nullable ListUtility utility;
    private final OrderListener listener;
    private final Map<String, List<double[][]>> seeds = new LinkedHashMap<>(); // [measure][list]
    private final PairedBootstrap bootstrap = new PairedBootstrap(ROUNDS, 1);

    /**
     * An evaluation without rankings.
     *
     * @param utility worth of an order; null when nothing is known about it
     */
    public ListEvaluation(List<ListSample> lists, @Nullable ListUtility utility) {
        this(lists, utility, (ranking, training, list, order) -> {});
    }

    /**
     * The same, with somebody who is told every order.
     *
     * @param utility worth of an order; null when nothing is known about it
     */
    public ListEvaluation(
            List<ListSample> lists, @Nullable ListUtility utility, OrderListener listener) {
        this.lists = List.copyOf(lists);
        this.utility = utility;
        this.listener = listener;
    }

    /** Names of the measures. */
    public List<String> measures() {
        List<String> names = new ArrayList<>(ListMetrics.NAMES);
        if (utility != null) {
            names.add(UTILITY);
        }
        return names;
    }

    /** Names of the rankings, in the order in which they came. */
    public Set<String> rankings() {
        return seeds.keySet();
    }

    /**
     * Adds a ranking, or another seed of it.
     *
     * @param scores {@code [list][candidate]}
     */
    public void add(String ranking, float[][] scores) {
        double[][] values = new double[measures().size()][lists.size()];
        List<double[][]> trainings = seeds.computeIfAbsent(ranking, name -> new ArrayList<>());
        for (int n = 0; n < lists.size(); n++) {
            ListSample list = lists.get(n);
            double[] measured =
                    list.clicked() ? ListMetrics.of(list.labels(), scores[n]) : new double[0];
            for (int m = 0; m < ListMetrics.NAMES.size(); m++) {
                values[m][n] = measured.length == 0 ? Double.NaN : measured[m];
            }
            int[] order = ListMetrics.order(scores[n]);
            if (utility != null) {
                values[values.length - 1][n] = utility.of(n, order);
            }
            listener.ranked(ranking, trainings.size() + 1, list, order);
        }
        trainings.add(values);
    }

    /** Adds slates, or another seed of them: what they leave out follows in first-stage order. */
    public void add(String ranking, int[][] slates) {
        float[][] scores = new float[slates.length][];
        for (int n = 0; n < slates.length; n++) {
            scores[n] = ListMetrics.scores(slates[n], lists.get(n).size());
        }
        add(ranking, scores);
    }

    /** Mean of a measure over lists and seeds. */
    public double mean(String ranking, String measure) {
        return average(values(ranking, measure));
    }

    /** Standard deviation over the seeds of the mean over lists; 0 with one seed. */
    public double seedDeviation(String ranking, String measure) {
        int m = measures().indexOf(measure);
        double[] means =
                known(ranking).stream().mapToDouble(values -> average(values[m])).toArray();
        double mean = Arrays.stream(means).average().orElse(0);
        double squares = Arrays.stream(means).map(x -> (x - mean) * (x - mean)).sum();
        return means.length < 2 ? 0 : Math.sqrt(squares / (means.length - 1));
    }

    /**
     * How much one ranking is above another, with its 95 % interval over trainings and lists; the
     * n-th training of one is compared with the n-th of the other.
     */
    public Interval difference(String ranking, String other, String measure) {
        return bootstrap.difference(trained(ranking, measure), trained(other, measure));
    }

    /** Trainings of a ranking. */
    public int trainings(String ranking) {
        return known(ranking).size();
    }

    /** Test lists. */
    public int size() {
        return lists.size();
    }

    /** Share of the test lists that have no click. */
    public double skippedShare() {
        return lists.stream().filter(list -> !list.clicked()).count() / (double) lists.size();
    }

    private double[][] trained(String ranking, String measure) {
        int m = measures().indexOf(measure);
        return known(ranking).stream().map(values -> values[m]).toArray(double[][]::new);
    }

    private double[] values(String ranking, String measure) {
        int m = measures().indexOf(measure);
        double[] sums = new double[lists.size()];
        List<double[][]> all = known(ranking);
        for (double[][] values : all) {
            for (int n = 0; n < sums.length; n++) {
                sums[n] += values[m][n] / all.size();
            }
        }
        return sums;
    }

    private List<double[][]> known(String ranking) {
        List<double[][]> values = seeds.get(ranking);
        if (values == null) {
            throw new IllegalArgumentException(
                    "The ranking ("
                            + ranking
                            + ") of the evaluation must be one of "
                            + seeds.keySet()
                            + ".\nMaybe add it first.");
        }
        return values;
    }

    private static double average(double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
