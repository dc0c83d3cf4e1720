package io.riffle.training;

/**
 * Test, then learn, in time order over all users: every event after a user's first is ranked by
 * what came before it, then learned from.
 *
 * <p>Two readings of events that share their second with the user's previous one: event by event,
 * or tie-safe, where all events of a user's second are ranked by what came before that second.
 * Targets the user has taken before, and items never seen before, count as missed.
 *
 * <p><b>Units</b>: epoch seconds; the query time is the newest event's, as served.
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
                int known = known(begin, event);
                if (known > begin) {
                    baseline.score(rows, begin, known, scores);
                    metrics.add(rank(begin, known, event, scores));
                } else if (event > begin) {
                    metrics.add(RankingMetrics.MISSED);
                }
            }
            for (int i = from; i < to; i++) {
                int begin = interactions.begin(interactions.userOf(order[i]));
                baseline.learn(rows, begin, order[i] + 1);
            }
            from = to;
        }
        return metrics;
    }

    /** One after the last event of the user that may be known when an event is ranked. */
    private int known(int begin, int event) {
        int known = event;
        while (tieSafe
                && known > begin
                && interactions.seconds(known - 1) == interactions.seconds(event)) {
            known--;
        }
        return known;
    }

    private int rank(int begin, int known, int event, float[] scores) {
        for (int i = begin; i < known; i++) {
            scores[interactions.row(i)] = Float.NEGATIVE_INFINITY;
        }
        return RankingMetrics.rank(scores, interactions.row(event));
    }
}
