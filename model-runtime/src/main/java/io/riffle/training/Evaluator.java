package io.riffle.training;

/**
 * Leave-one-out by full ranking: every user's k-th event from the end is ranked among all item
 * rows, with the items of the events before it taken out. A target taken before counts as missed.
 *
 * <p><b>Source</b>: the published protocol of FuXi-β and of the models beside it.
 */
public final class Evaluator {
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
            int target = target(u);
            for (int end = interactions.begin(u) + 1; end <= target; end++) {
                baseline.learn(rows, interactions.begin(u), end);
            }
        }
        RankingMetrics metrics = new RankingMetrics();
        float[] scores = new float[interactions.itemRows()];
        for (int u = 0; u < interactions.users(); u++) {
            int target = target(u);
            if (target > interactions.begin(u)) {
                baseline.score(rows, interactions.begin(u), target, scores);
                metrics.add(rank(u, target, scores));
            }
        }
        return metrics;
    }

    /** Event index of the target of user u; not after the first event when there is none. */
    int target(int u) {
        return interactions.end(u) - fromEnd;
    }

    /** Rank of a target; takes the seen items out of the scores. */
    int rank(int u, int target, float[] scores) {
        for (int event = interactions.begin(u); event < target; event++) {
            scores[interactions.row(event)] = Float.NEGATIVE_INFINITY;
        }
        return RankingMetrics.rank(scores, interactions.row(target));
    }
}
