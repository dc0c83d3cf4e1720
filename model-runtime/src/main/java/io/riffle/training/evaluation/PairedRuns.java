package io.riffle.training.evaluation;

import io.riffle.training.metrics.PairedBootstrap;
import io.riffle.training.metrics.PairedBootstrap.Interval;
import io.riffle.training.metrics.RankingMetrics;
import java.util.function.IntToDoubleFunction;

/**
 * What one run over a stream has over another one over the same stream: mean difference by event,
 * with an interval from drawing users with replacement, all events of a user together.
 */
public final class PairedRuns {
    private static final int ROUNDS = 2_000;

    private final ScoredStream stream;
    private final RankSeries a;
    private final RankSeries b;
    private final PairedBootstrap bootstrap = new PairedBootstrap(ROUNDS, 1);

    /** The difference a - b. */
    public PairedRuns(ScoredStream stream, RankSeries a, RankSeries b) {
        this.stream = stream;
        this.a = a;
        this.b = b;
    }

    /** Difference of HR@k. */
    public Interval hitRate(int k) {
        return difference(rank -> rank <= k ? 1 : 0);
    }

    /** Difference of NDCG@k. */
    public Interval ndcg(int k) {
        return difference(rank -> rank <= k ? RankingMetrics.discountedGain(rank) : 0);
    }

    private Interval difference(IntToDoubleFunction worth) {
        int users = stream.interactions().users();
        double[] sums = new double[users];
        double[] counts = new double[users];
        for (int place = 0; place < stream.size(); place++) {
            int user = stream.userAt(place);
            sums[user] += worth.applyAsDouble(a.rank(place)) - worth.applyAsDouble(b.rank(place));
            counts[user]++;
        }
        return bootstrap.ratio(sums, counts);
    }
}
