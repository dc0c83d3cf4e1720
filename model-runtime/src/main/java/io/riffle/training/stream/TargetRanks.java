package io.riffle.training.stream;

import io.riffle.training.backbone.BackboneScorer;
import io.riffle.training.backbone.TrainingSequence;
import io.riffle.training.metrics.RankingMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ranks the last items of sequences with the weights as they are, each asked as served. */
final class TargetRanks {
    private final GrowingItems items;
    private final BackboneScorer scorer;

    TargetRanks(GrowingItems items, BackboneScorer scorer) {
        this.items = items;
        this.scorer = scorer;
    }

    /** From 1; 0 when the item or all before it is unknown, or when it was seen before. */
    int[] of(List<TargetSequence> sequences) {
        int[] ranks = new int[sequences.size()];
        List<Integer> places = new ArrayList<>();
        List<int[]> rows = new ArrayList<>();
        List<long[]> seconds = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        for (int i = 0; i < ranks.length; i++) {
            TargetSequence sequence = sequences.get(i);
            TrainingSequence known =
                    items.row(sequence.lastItem()) == 0 ? null : sequence.known(items);
            if (known != null) {
                int length = known.length();
                long[] asked = known.seconds().clone();
                asked[length] = asked[length - 1];
                places.add(i);
                rows.add(Arrays.copyOf(known.rows(), length));
                seconds.add(asked);
                targets.add(known.rows()[length]);
            }
        }
        if (places.isEmpty()) {
            return ranks;
        }
        float[][] scores = scorer.score(rows.toArray(int[][]::new), seconds.toArray(long[][]::new));
        for (int i = 0; i < scores.length; i++) {
            ranks[places.get(i)] = rank(scores[i], rows.get(i), targets.get(i));
        }
        return ranks;
    }

    /** Rank of the target among scores, from 1; 0 when it was seen. */
    static int rank(float[] scores, int[] seen, int target) {
        for (int row : seen) {
            if (row == target) {
                return 0;
            }
            scores[row] = Float.NEGATIVE_INFINITY;
        }
        return RankingMetrics.rank(scores, target);
    }
}
