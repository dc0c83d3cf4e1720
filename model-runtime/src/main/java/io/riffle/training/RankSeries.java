package io.riffle.training;

import java.util.Arrays;

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
}
