package io.riffle.training.evaluation;

import io.riffle.model.fuxi.HopWindow;
import io.riffle.training.backbone.BackboneScorer;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.metrics.RankingMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What it costs in ranking that a full window drops several events at once, instead of always being
 * the newest ones: the last event of every user with more events than the backbone reads, ranked
 * from either window, asked with the time of the event before it.
 */
public final class HopEvaluation {
    private static final int BATCH = 64;
    private static final int CUT = 10;

    private final Interactions interactions;
    private final BackboneScorer scorer;

    /**
     * Of one backbone.
     *
     * @param interactions over its vocabulary
     */
    public HopEvaluation(Interactions interactions, BackboneScorer scorer) {
        this.interactions = interactions;
        this.scorer = scorer;
    }

    /**
     * One hop.
     *
     * @param hop events dropped at once; 1 = always the newest
     * @param meanWindow events read, on average
     * @param ndcgLoss NDCG@10 of always the newest minus this one's, mean of the pairs
     * @param standardError of that mean
     */
    public record Result(
            int hop,
            double meanWindow,
            RankingMetrics metrics,
            double ndcgLoss,
            double standardError) {}

    /** Evaluates hops; each is compared with always the newest events. */
    public List<Result> evaluate(List<Integer> hops) {
        int[] users = longHistories();
        int[] newest = ranks(users, 1);
        List<Result> results = new ArrayList<>();
        results.add(result(users, 1, newest, newest));
        for (int hop : hops) {
            results.add(result(users, hop, ranks(users, hop), newest));
        }
        return results;
    }

    /** Events in the window after {@code events} of them. */
    static int window(int events, int max, int hop) {
        return events - new HopWindow(max, hop).left(events);
    }

    private Result result(int[] users, int hop, int[] ranks, int[] newest) {
        RankingMetrics metrics = new RankingMetrics();
        double windows = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < users.length; i++) {
            metrics.add(ranks[i]);
            windows += window(known(users[i]).length, scorer.maxHistory(), hop);
            double loss = gain(newest[i]) - gain(ranks[i]);
            sum += loss;
            squares += loss * loss;
        }
        double count = Math.max(1, users.length);
        double mean = sum / count;
        double variance = Math.max(0, squares / count - mean * mean);
        return new Result(hop, windows / count, metrics, mean, Math.sqrt(variance / count));
    }

    private int[] ranks(int[] users, int hop) {
        int[] ranks = new int[users.length];
        for (int from = 0; from < users.length; from += BATCH) {
            int size = Math.min(BATCH, users.length - from);
            int[][] rows = new int[size][];
            long[][] seconds = new long[size][];
            for (int b = 0; b < size; b++) {
                int u = users[from + b];
                int[] known = known(u);
                int length = window(known.length, scorer.maxHistory(), hop);
                int[] read = Arrays.copyOfRange(known, known.length - length, known.length);
                rows[b] = Arrays.stream(read).map(interactions::row).toArray();
                seconds[b] =
                        Arrays.copyOf(
                                Arrays.stream(read).mapToLong(interactions::seconds).toArray(),
                                length + 1);
                seconds[b][length] = interactions.seconds(target(u) - 1);
            }
            float[][] scores = scorer.score(rows, seconds);
            for (int b = 0; b < size; b++) {
                ranks[from + b] = rank(users[from + b], scores[b]);
            }
        }
        return ranks;
    }

    /** Users whose window has hopped, and whose target the backbone can rank. */
    private int[] longHistories() {
        List<Integer> users = new ArrayList<>();
        for (int u = 0; u < interactions.users(); u++) {
            if (interactions.row(target(u)) < scorer.itemRows()
                    && known(u).length > scorer.maxHistory()) {
                users.add(u);
            }
        }
        return users.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Events before a user's target whose items the backbone knows. */
    private int[] known(int u) {
        int[] known = new int[target(u) - interactions.begin(u)];
        int count = 0;
        for (int event = interactions.begin(u); event < target(u); event++) {
            if (interactions.row(event) < scorer.itemRows()) {
                known[count++] = event;
            }
        }
        return Arrays.copyOf(known, count);
    }

    private int target(int u) {
        return interactions.end(u) - 1;
    }

    private int rank(int u, float[] scores) {
        for (int event = interactions.begin(u); event < target(u); event++) {
            if (interactions.row(event) < scores.length) {
                scores[interactions.row(event)] = Float.NEGATIVE_INFINITY;
            }
        }
        return RankingMetrics.rank(scores, interactions.row(target(u)));
    }

    private static double gain(int rank) {
        return rank > CUT ? 0 : RankingMetrics.discountedGain(rank);
    }
}
