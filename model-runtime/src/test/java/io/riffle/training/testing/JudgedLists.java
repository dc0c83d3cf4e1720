package io.riffle.training.testing;

import io.riffle.training.judge.GateLimits;
import io.riffle.training.judge.Ranker;
import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.ListMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Lists of which it is known what users like, and rerankers that know it more or less. */
public final class JudgedLists {
    public static final int CANDIDATES = 8;
    public static final long DAY = 86_400_000;

    /** What rerankers are held to. */
    public static final GateLimits GATES = new GateLimits(3, .02, 100, 1e-5, .01, DAY);

    private static final double[] EXAMINED = {1, .55, .35, .25, .18};

    private JudgedLists() {}

    /** How a slot is examined, over the first one. */
    public static double examined(int slot) {
        return slot < EXAMINED.length ? EXAMINED[slot] : 0;
    }

    /** In the order of scores. */
    public static Ranker byScores(Function<List<ListSample>, float[][]> scores) {
        return lists ->
                Arrays.stream(scores.apply(lists)).map(ListMetrics::order).toArray(int[][]::new);
    }

    /** How far the scores go from the first stage's towards what users like; negative: away. */
    public static Ranker towards(double towards) {
        return byScores(scores(towards));
    }

    /** The scores of {@link #towards}. */
    public static Function<List<ListSample>, float[][]> scores(double towards) {
        return lists -> {
            float[][] scores = new float[lists.size()][CANDIDATES];
            for (int n = 0; n < scores.length; n++) {
                for (int i = 0; i < CANDIDATES; i++) {
                    double first = lists.get(n).scores()[i];
                    scores[n][i] =
                            (float)
                                    ((1 - Math.abs(towards)) * first
                                            + towards * liked(lists.get(n), i));
                }
            }
            return scores;
        };
    }

    private static double liked(ListSample list, int i) {
        return Double.parseDouble(list.history()[i]);
    }

    /** Lists whose users like other candidates than the first stage knows; what, is noted. */
    public static List<ListSample> lists(int count, boolean drawn, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ListSample> lists = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            double[] weights = new double[CANDIDATES];
            float[] scores = new float[CANDIDATES];
            double[] relevance = new double[CANDIDATES];
            String[] noted = new String[CANDIDATES];
            for (int i = 0; i < CANDIDATES; i++) {
                scores[i] = 1.2f - .3f * i;
                double liked = random.nextGaussian() + .4 * scores[i];
                noted[i] = Double.toString(liked);
                relevance[i] = 1 / (1 + Math.exp(1 - liked));
                weights[i] = drawn ? Math.exp(scores[i]) : Math.pow(1e-6, i);
            }
            ListSample list = Displays.show("l" + n, weights, scores, relevance, EXAMINED, random);
            lists.add(
                    new ListSample(
                            list.listId(),
                            list.userId(),
                            list.seconds(),
                            Map.of(),
                            noted,
                            new long[0],
                            list.candidates(),
                            scores,
                            new float[0][],
                            list.labels(),
                            list.positions(),
                            drawn ? list.propensities() : new float[0]));
        }
        return lists;
    }

    /** Lists with one click each, on the second candidate. */
    public static List<ListSample> one(int count) {
        List<ListSample> lists = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            lists.add(one("l" + n, new String[] {"a", "b", "c"}, new float[] {0, 1, 0}));
        }
        return lists;
    }

    /** A list of which nothing is known but its candidates and labels. */
    public static ListSample one(String id, String[] candidates, float[] labels) {
        return new ListSample(
                id,
                "u",
                1,
                Map.of(),
                new String[0],
                new long[0],
                candidates,
                new float[0],
                new float[0][],
                labels,
                new int[0],
                new float[0]);
    }

    /** Puts the click first in a share of the lists. */
    public static Ranker share(double share) {
        return lists -> {
            int[][] orders = new int[lists.size()][];
            for (int n = 0; n < orders.length; n++) {
                boolean first = n < share * orders.length;
                orders[n] = first ? new int[] {1, 0, 2} : new int[] {0, 1, 2};
            }
            return orders;
        };
    }

    /** Lists of ten with one click each, where the first stage has put it. */
    public static List<ListSample> clickedAt(int place) {
        String[] items = new String[10];
        Arrays.setAll(items, i -> "i" + i);
        List<ListSample> lists = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            float[] labels = new float[items.length];
            labels[place] = 1;
            lists.add(one("l" + n, items, labels));
        }
        return lists;
    }

    /** Puts what was clicked first in every list. */
    public static int[][] clickedFirst(List<ListSample> some) {
        return some.stream().map(list -> ListMetrics.order(list.labels())).toArray(int[][]::new);
    }
}
