package io.riffle.training.evaluator;

import io.riffle.training.metrics.ListMetrics;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the slate that an evaluator thinks most of.
 *
 * <p>Local search goes from a slate to the best of its neighbours until none is better: two slots
 * exchanged, or the item of one replaced by a candidate that is not shown. Best of N judges slates
 * that are drawn from a reranker's scores.
 *
 * <p><b>Source.</b> 2-opt is Croes 1958, here on slots; neighbours of a slate as in NLGR (KDD
 * 2021). Best of N is the noisy parallel decoding of Gu et al. 2018 (arXiv 1711.02281), with
 * Plackett-Luce draws for noise.
 */
public final class SlateSearch {
    /** Steps of a local search; each is to a better slate, so that it ends without a bound too. */
    private static final int MOST_STEPS = 100;

    private static final double LEAST_GAIN = 1e-9;

    private SlateSearch() {}

    /**
     * The slate at which local search ends.
     *
     * @param start candidate of each slot; what is missing follows in the candidates' order
     */
    public static int[] improved(SlateValue value, int[] start) {
        // Slots first, then what is not shown: to replace an item is to exchange it beyond them.
        int[] order = completed(start, value.size());
        double worth = value.of(order);
        Exchange found = best(value, order, worth + LEAST_GAIN);
        for (int step = 0; step < MOST_STEPS && found != null; step++) {
            exchange(order, found.slot(), found.other());
            worth = found.worth();
            found = best(value, order, worth + LEAST_GAIN);
        }
        return Arrays.copyOf(order, value.slots());
    }

    private record Exchange(int slot, int other, double worth) {}

    /** The best of all exchanges that a slot takes part in; null when none is worth more. */
    private static @Nullable Exchange best(SlateValue value, int[] order, double least) {
        Exchange best = null;
        double most = least;
        for (int t = 0; t < value.slots(); t++) {
            for (int other = t + 1; other < order.length; other++) {
                exchange(order, t, other);
                double worth = value.of(order);
                if (worth > most) {
                    most = worth;
                    best = new Exchange(t, other, worth);
                }
                exchange(order, t, other);
            }
        }
        return best;
    }

    /**
     * The best of N slates: the scores' own order, and draws in which each slot takes a candidate
     * with probability proportional to {@code exp(score / temperature)}.
     *
     * @param scores per candidate, higher is better
     */
    public static int[] bestOf(
            SlateValue value,
            float[] scores,
            int draws,
            double temperature,
            SplittableRandom random) {
        int[] best = Arrays.copyOf(ListMetrics.order(scores), value.slots());
        double most = value.of(best);
        float[] keys = new float[scores.length];
        for (int n = 1; n < draws; n++) {
            for (int i = 0; i < keys.length; i++) {
                // The order of scores plus Gumbel noise is a Plackett-Luce draw.
                double gumbel = -Math.log(-Math.log(1 - random.nextDouble()) + 1e-300);
                keys[i] = (float) (scores[i] / temperature + gumbel);
            }
            int[] drawn = Arrays.copyOf(ListMetrics.order(keys), value.slots());
            double worth = value.of(drawn);
            if (worth > most) {
                most = worth;
                best = drawn;
            }
        }
        return best;
    }

    private static void exchange(int[] order, int one, int other) {
        int item = order[one];
        order[one] = order[other];
        order[other] = item;
    }

    private static int[] completed(int[] slate, int size) {
        boolean[] placed = new boolean[size];
        for (int i : slate) {
            placed[i] = true;
        }
        int[] order = Arrays.copyOf(slate, size);
        int at = slate.length;
        for (int i = 0; i < size; i++) {
            if (!placed[i]) {
                order[at++] = i;
            }
        }
        return order;
    }
}
