package io.riffle.training.evaluation;

import io.riffle.training.metrics.RankingMetrics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Ranks of the scored events of a stream, two bytes each: quality of any part of it.
 *
 * <p><b>State</b>: an event of which no rank was set is missed.
 */
public final class RankSeries {
    private final short[] ranks;

    RankSeries(ScoredStream stream) {
        this.ranks = new short[stream.size()];
        Arrays.fill(ranks, (short) RankingMetrics.MISSED);
    }

    /** Sets the rank, from 1, of the event at a place; place -1 is no scored event. */
    void set(int place, int rank) {
        if (place >= 0) {
            ranks[place] = (short) Math.min(rank, RankingMetrics.MISSED);
        }
    }

    /** Rank of the event at a place. */
    int rank(int place) {
        return ranks[place];
    }

    /** Number of scored events. */
    public int size() {
        return ranks.length;
    }

    /** Quality over all of them. */
    public RankingMetrics metrics() {
        return metrics(0, ranks.length);
    }

    /** Quality over the places [from, to). */
    public RankingMetrics metrics(int from, int to) {
        RankingMetrics metrics = new RankingMetrics();
        for (int place = from; place < to; place++) {
            metrics.add(ranks[place]);
        }
        return metrics;
    }

    /**
     * Standard errors of the measures by their names. Events of one user depend on each other, so
     * that a user counts as one draw of all of them.
     */
    public Map<String, Double> errors(ScoredStream stream) {
        int[] users = new int[ranks.length];
        for (int place = 0; place < users.length; place++) {
            users[place] = stream.userAt(place);
        }
        int count = stream.interactions().users();
        Map<String, Double> errors = new LinkedHashMap<>();
        for (int cut : RankingMetrics.cuts()) {
            errors.put("hr_at_" + cut, error(users, count, rank -> rank <= cut ? 1 : 0));
        }
        for (int cut : RankingMetrics.cuts()) {
            errors.put(
                    "ndcg_at_" + cut,
                    error(
                            users,
                            count,
                            rank -> rank <= cut ? RankingMetrics.discountedGain(rank) : 0));
        }
        errors.put("mrr", error(users, count, rank -> 1.0 / rank));
        return errors;
    }

    /** Of a ratio of sums over users: what each adds beyond the mean of its events. */
    private double error(int[] users, int count, IntToDoubleFunction worth) {
        double[] sums = new double[count];
        double total = 0;
        for (int place = 0; place < ranks.length; place++) {
            double one = worth.applyAsDouble(ranks[place]);
            sums[users[place]] += one;
            total += one;
        }
        double mean = ranks.length == 0 ? 0 : total / ranks.length;
        for (int user : users) {
            sums[user] -= mean;
        }
        double squares = 0;
        for (double sum : sums) {
            squares += sum * sum;
        }
        return ranks.length == 0 ? 0 : Math.sqrt(squares) / ranks.length;
    }
}
