package io.riffle.training;

import java.util.Arrays;

/**
 * Leave-one-out by full ranking: every user's k-th event from the end is ranked among all item
 * rows, with the items of the events before it taken out. A target taken before counts as missed.
 *
 * <p><b>Source</b>: fuxi-beta §5, the published protocol of FuXi-β and of the models beside it.
 */
public final class Evaluator {
    private static final int BATCH = 64;

    private final Interactions interactions;
    private final int fromEnd;

    /**
     * Creates one.
     *
     * @param fromEnd 1: the last event of each user is the target; 2: the one before it
     */
    public Evaluator(Interactions interactions, int fromEnd) {
        this.interactions = interactions;
        this.fromEnd = fromEnd;
    }

    /** Quality of a baseline that learns from all events before the targets, user by user. */
    public RankingMetrics evaluate(Baseline baseline) {
        int[] rows = interactions.rows();
        for (int u = 0; u < interactions.users(); u++) {
            for (int end = interactions.begin(u) + 1; end <= target(u); end++) {
                baseline.learn(rows, interactions.begin(u), end);
            }
        }
        RankingMetrics metrics = new RankingMetrics();
        float[] scores = new float[interactions.itemRows()];
        for (int u = 0; u < interactions.users(); u++) {
            if (target(u) > interactions.begin(u)) {
                baseline.score(rows, interactions.begin(u), target(u), scores);
                metrics.add(rank(u, scores));
            }
        }
        return metrics;
    }

    /**
     * Quality of a backbone.
     *
     * @param queryTime NEXT: asked with the time of the target, as published; OWN: with that of the
     *     event before it, as served
     * @param share of the users, 0 to 1, spread evenly
     */
    public RankingMetrics evaluate(BackboneScorer scorer, QueryTime queryTime, double share) {
        int[] users = users(share);
        RankingMetrics metrics = new RankingMetrics();
        for (int from = 0; from < users.length; from += BATCH) {
            int[] batch = Arrays.copyOfRange(users, from, Math.min(users.length, from + BATCH));
            int[][] rows = new int[batch.length][];
            long[][] seconds = new long[batch.length][];
            for (int b = 0; b < batch.length; b++) {
                int target = target(batch[b]);
                int first = Math.max(interactions.begin(batch[b]), target - scorer.maxHistory());
                rows[b] = new int[target - first];
                seconds[b] = new long[target - first + 1];
                for (int i = 0; i < rows[b].length; i++) {
                    rows[b][i] = interactions.row(first + i);
                    seconds[b][i] = interactions.seconds(first + i);
                }
                int asked = queryTime == QueryTime.OWN ? target - 1 : target;
                seconds[b][rows[b].length] = interactions.seconds(asked);
            }
            float[][] scores = scorer.score(rows, seconds);
            for (int b = 0; b < batch.length; b++) {
                metrics.add(rank(batch[b], scores[b]));
            }
        }
        return metrics;
    }

    /** Users that have a target, those with histories of about one length side by side. */
    private int[] users(double share) {
        int[] kept = new int[interactions.users()];
        int count = 0;
        for (int u = 0; u < kept.length; u++) {
            boolean drawn = (long) ((u + 1) * share) > (long) (u * share);
            if (drawn && target(u) > interactions.begin(u)) {
                kept[count++] = u;
            }
        }
        Integer[] byLength = new Integer[count];
        Arrays.setAll(byLength, i -> kept[i]);
        Arrays.sort(
                byLength,
                (a, b) ->
                        Integer.compare(
                                target(a) - interactions.begin(a),
                                target(b) - interactions.begin(b)));
        return Arrays.stream(byLength).mapToInt(Integer::intValue).toArray();
    }

    /** Event index of the target of user u; not after the first event when there is none. */
    private int target(int u) {
        return interactions.end(u) - fromEnd;
    }

    /** Rank of a user's target; takes the seen items out of the scores. */
    private int rank(int u, float[] scores) {
        for (int event = interactions.begin(u); event < target(u); event++) {
            scores[interactions.row(event)] = Float.NEGATIVE_INFINITY;
        }
        return RankingMetrics.rank(scores, interactions.row(target(u)));
    }
}
