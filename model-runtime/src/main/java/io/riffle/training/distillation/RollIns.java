package io.riffle.training.distillation;

import io.riffle.training.lists.ListSample;
import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;

/** Orders that stand before the teacher's slots, drawn without the teacher. */
public final class RollIns {
    private RollIns() {}

    /**
     * An order of each list's candidates.
     *
     * @return (B, slots) candidate per slot; -1 once a list has run out
     */
    static int[][] draw(RollIn usual, ListBatch batch, int slots, RandomGenerator random) {
        return draw(usual, usual, batch, slots, random);
    }

    /**
     * The same, with another kind for lists whose logging policy is known.
     *
     * @param known kind for lists with propensities
     */
    static int[][] draw(
            RollIn usual, RollIn known, ListBatch batch, int slots, RandomGenerator random) {
        int[][] orders = new int[batch.size()][];
        for (int b = 0; b < orders.length; b++) {
            ListSample list = batch.samples.get(b);
            RollIn kind = list.propensities().length > 0 ? known : usual;
            double[] keys =
                    switch (kind) {
                        case LABEL -> labels(list);
                        case LOGGED -> displayed(list);
                        case FIRST_STAGE_PL, OWN -> drawn(list, random);
                    };
            orders[b] = padded(order(keys), slots);
        }
        return orders;
    }

    /** Candidates by falling key; first-stage order breaks ties. */
    public static int[] order(double[] keys) {
        Integer[] order = new Integer[keys.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -keys[i]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    static int[] padded(int[] order, int slots) {
        int[] padded = Arrays.copyOf(order, slots);
        if (order.length < slots) {
            Arrays.fill(padded, order.length, slots, -1);
        }
        return padded;
    }

    private static double[] labels(ListSample list) {
        double[] keys = new double[list.size()];
        Arrays.setAll(keys, i -> list.labels()[i]);
        return keys;
    }

    private static double[] displayed(ListSample list) {
        double[] keys = new double[list.size()];
        Arrays.setAll(keys, i -> list.shown(i) ? -list.position(i) : Double.NEGATIVE_INFINITY);
        return keys;
    }

    /** Plackett-Luce by the Gumbel trick: standardised score, or log of the rank, plus noise. */
    private static double[] drawn(ListSample list, RandomGenerator random) {
        double[] keys = new double[list.size()];
        double mean = 0;
        double square = 0;
        for (float score : list.scores()) {
            mean += score / list.size();
            square += (double) score * score / list.size();
        }
        double deviation = Math.sqrt(Math.max(1e-12, square - mean * mean));
        for (int i = 0; i < keys.length; i++) {
            double known =
                    list.scores().length > 0
                            ? (list.scores()[i] - mean) / deviation
                            : -Math.log(i + 1.0);
            keys[i] = known - Math.log(-Math.log(1 - random.nextDouble()) + 1e-300);
        }
        return keys;
    }
}
