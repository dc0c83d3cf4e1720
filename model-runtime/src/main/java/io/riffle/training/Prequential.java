package io.riffle.training;

/**
 * Test, then learn, in time order over all users: every event is ranked by what came before it,
 * then learned from.
 *
 * <p>Two readings of events that share their second with the user's previous one: event by event,
 * or tie-safe, where the events of a second are all ranked before any of them is learned from.
 * Targets the user has taken before count as missed.
 */
public final class Prequential {
    private final Interactions interactions;
    private final double scoreFrom;
    private final boolean tieSafe;

    /**
     * Creates one.
     *
     * @param scoreFrom share of the events, in time order, that are learned from before the first
     *     is scored
     */
    public Prequential(Interactions interactions, double scoreFrom, boolean tieSafe) {
        this.interactions = interactions;
        this.scoreFrom = scoreFrom;
        this.tieSafe = tieSafe;
    }

    /** Quality of a baseline, learning event by event. */
    public RankingMetrics evaluate(Baseline baseline) {
        int[] order = interactions.inTimeOrder();
        int[] rows = interactions.rows();
        int first = (int) (order.length * scoreFrom);
        RankingMetrics metrics = new RankingMetrics();
        float[] scores = new float[interactions.itemRows()];
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (tieSafe
                    && to < order.length
                    && interactions.seconds(order[to]) == interactions.seconds(order[from])) {
                to++;
            }
            for (int i = Math.max(from, first); i < to; i++) {
                int event = order[i];
                int begin = interactions.begin(interactions.userOf(event));
                int known = tieSafe ? Ties.known(interactions, begin, event) : event;
                baseline.score(rows, begin, known, scores);
                metrics.add(rank(begin, known, event, scores));
            }
            for (int i = from; i < to; i++) {
                int begin = interactions.begin(interactions.userOf(order[i]));
                baseline.learn(rows, begin, order[i] + 1);
            }
            from = to;
        }
        return metrics;
    }

    private int rank(int begin, int known, int event, float[] scores) {
        for (int i = begin; i < known; i++) {
            scores[interactions.row(i)] = Float.NEGATIVE_INFINITY;
        }
        return RankingMetrics.rank(scores, interactions.row(event));
    }
}
