package io.riffle.training.evaluation;

import io.riffle.training.baseline.Baseline;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.Ties;
import io.riffle.training.metrics.RankingMetrics;

/**
 * Test, then learn, in time order over all users: every event is ranked by what came before it,
 * then learned from.
 *
 * <p>Two readings of events that share their second with the user's previous one: event by event,
 * or tie-safe, where the events of a second are all ranked before any of them is learned from.
 * Targets the user has taken before count as missed.
 */
public final class PrequentialBaseline {
    private final ScoredStream stream;
    private final boolean tieSafe;

    /** Creates one; it learns from the events before the first scored one as well. */
    public PrequentialBaseline(ScoredStream stream, boolean tieSafe) {
        this.stream = stream;
        this.tieSafe = tieSafe;
    }

    /** Ranks by a baseline that learns event by event. */
    public RankSeries evaluate(Baseline baseline) {
        Interactions interactions = stream.interactions();
        int[] order = stream.order();
        int[] rows = interactions.rows();
        RankSeries ranks = new RankSeries(stream);
        float[] scores = new float[interactions.itemRows()];
        int from = 0;
        while (from < order.length) {
            int to = tieSafe ? stream.stretchEnd(from, 1) : from + 1;
            for (int i = from; i < to; i++) {
                int place = stream.place(order[i]);
                if (place >= 0) {
                    ranks.set(place, rank(baseline, order[i], scores));
                }
            }
            for (int i = from; i < to; i++) {
                int begin = interactions.begin(interactions.userOf(order[i]));
                baseline.learn(rows, begin, order[i] + 1);
            }
            from = to;
        }
        return ranks;
    }

    private int rank(Baseline baseline, int event, float[] scores) {
        Interactions interactions = stream.interactions();
        int begin = interactions.begin(interactions.userOf(event));
        int known = tieSafe ? Ties.known(interactions, begin, event) : event;
        baseline.score(interactions.rows(), begin, known, scores);
        for (int i = begin; i < known; i++) {
            scores[interactions.row(i)] = Float.NEGATIVE_INFINITY;
        }
        return RankingMetrics.rank(scores, interactions.row(event));
    }
}
