package io.riffle.training.evaluation;

import io.riffle.training.backbone.BackboneScorer;
import io.riffle.training.backbone.QueryTime;
import io.riffle.training.baseline.Baseline;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.KnownHistory;
import io.riffle.training.metrics.RankingMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Leave-one-out by full ranking: every user's k-th event from the end is ranked among all item
 * rows, with the items of the known events before it taken out. A target among those, or not known
 * to the backbone, counts as missed; so does, for a backbone, one before which nothing is known.
 *
 * <p><b>Source</b>: fuxi-beta §5, the published protocol of FuXi-β and of the models beside it.
 */
public final class LeaveOneOut {
    private static final int BATCH = 64;

    private final Interactions interactions;
    private final int fromEnd;
    private final KnownHistory history;

    /**
     * One for which everything before a target is known.
     *
     * @param fromEnd 1: the last event of each user is the target; 2: the one before it
     */
    public LeaveOneOut(Interactions interactions, int fromEnd) {
        this(interactions, fromEnd, KnownHistory.ALL);
    }

    /**
     * Creates one.
     *
     * @param fromEnd 1: the last event of each user is the target; 2: the one before it
     */
    public LeaveOneOut(Interactions interactions, int fromEnd, KnownHistory history) {
        this.interactions = interactions;
        this.fromEnd = fromEnd;
        this.history = history;
    }

    /** Users who have an event to rank. */
    public int targets() {
        int targets = 0;
        for (int u = 0; u < interactions.users(); u++) {
            targets += target(u) > interactions.begin(u) ? 1 : 0;
        }
        return targets;
    }

    /** Of these, how many repeat an item that is taken out: nobody can hit them. */
    public int repeated() {
        int repeated = 0;
        for (int u = 0; u < interactions.users(); u++) {
            boolean found = false;
            for (int event = seenFrom(u); event < known(u); event++) {
                found |= interactions.row(event) == interactions.row(target(u));
            }
            repeated += found ? 1 : 0;
        }
        return repeated;
    }

    /** Of these, how many are of items that a backbone with so many rows has. */
    public int knownTargets(int itemRows) {
        int known = 0;
        for (int u = 0; u < interactions.users(); u++) {
            boolean ranked = target(u) > interactions.begin(u);
            known += ranked && interactions.row(target(u)) < itemRows ? 1 : 0;
        }
        return known;
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
                baseline.score(rows, interactions.begin(u), known(u), scores);
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
        RankingMetrics metrics = new RankingMetrics();
        int[] users = users(scorer, share, metrics);
        for (int from = 0; from < users.length; from += BATCH) {
            int[] batch = Arrays.copyOfRange(users, from, Math.min(users.length, from + BATCH));
            int[][] rows = new int[batch.length][];
            long[][] seconds = new long[batch.length][];
            for (int b = 0; b < batch.length; b++) {
                int target = target(batch[b]);
                int[] known = newestKnown(batch[b], scorer);
                rows[b] = new int[known.length];
                seconds[b] = new long[known.length + 1];
                for (int i = 0; i < known.length; i++) {
                    rows[b][i] = interactions.row(known[i]);
                    seconds[b][i] = interactions.seconds(known[i]);
                }
                int asked = queryTime == QueryTime.OWN ? known(batch[b]) - 1 : target;
                seconds[b][known.length] = interactions.seconds(asked);
            }
            float[][] scores = scorer.score(rows, seconds);
            for (int b = 0; b < batch.length; b++) {
                metrics.add(rank(batch[b], scores[b]));
            }
        }
        return metrics;
    }

    /**
     * Users whose target the backbone can rank, those with histories of about one length side by
     * side; the others count as missed.
     */
    private int[] users(BackboneScorer scorer, double share, RankingMetrics metrics) {
        List<Integer> ranked = new ArrayList<>();
        for (int u = 0; u < interactions.users(); u++) {
            boolean drawn = (long) ((u + 1) * share) > (long) (u * share);
            if (drawn && target(u) > interactions.begin(u)) {
                if (interactions.row(target(u)) < scorer.itemRows()
                        && newestKnown(u, scorer).length > 0) {
                    ranked.add(u);
                } else {
                    metrics.add(RankingMetrics.MISSED);
                }
            }
        }
        ranked.sort(Comparator.comparingInt(u -> known(u) - interactions.begin(u)));
        return ranked.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The newest events before a user's target whose items the backbone knows. */
    private int[] newestKnown(int u, BackboneScorer scorer) {
        int[] known = new int[Math.min(known(u) - interactions.begin(u), scorer.maxHistory())];
        int at = known.length;
        for (int event = known(u) - 1; event >= interactions.begin(u) && at > 0; event--) {
            if (interactions.row(event) < scorer.itemRows()) {
                known[--at] = event;
            }
        }
        return Arrays.copyOfRange(known, at, known.length);
    }

    /** Event index of the target of user u; not after the first event when there is none. */
    private int target(int u) {
        return interactions.end(u) - fromEnd;
    }

    /** One after the last event of user u that is known; not after the first when none is. */
    private int known(int u) {
        return Math.max(
                interactions.begin(u), history.end(interactions, interactions.begin(u), target(u)));
    }

    /** The first event of user u whose item is taken out. */
    private int seenFrom(int u) {
        return history.seenFrom(interactions.begin(u), known(u));
    }

    /** Rank of a user's target; takes the seen items out of the scores. */
    private int rank(int u, float[] scores) {
        for (int event = seenFrom(u); event < known(u); event++) {
            if (interactions.row(event) < scores.length) {
                scores[interactions.row(event)] = Float.NEGATIVE_INFINITY;
            }
        }
        return RankingMetrics.rank(scores, interactions.row(target(u)));
    }
}
