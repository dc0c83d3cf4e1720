package io.riffle.training;

import io.riffle.schema.Candidate;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.UserHistory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ranks a share of what comes along before it is learned, beside how it was served: next clicks by
 * the backbone among all items, clicked candidates by the reranker among their list.
 *
 * <p><b>State</b>: one ring for each model, owned by one thread, written with the trainer's state.
 */
final class HeldOutScores {
    private final double share;
    private final HeldOut backbone;
    private final HeldOut reranker;

    HeldOutScores(double share, int size) {
        this.share = share;
        this.backbone = new HeldOut(size);
        this.reranker = new HeldOut(size);
    }

    HeldOut backbone() {
        return backbone;
    }

    HeldOut reranker() {
        return reranker;
    }

    /** Scores the chosen ones of the lessons and of their lists; nothing of them is learned yet. */
    void score(List<Lesson> lessons, List<ListSample> lists, OnlineModels models) {
        List<TrainingSample> samples = new ArrayList<>();
        for (Lesson lesson : lessons) {
            if (lesson.teachesNext()
                    && lesson.sample().tier() != Tier.POPULAR
                    && chosen(lesson.sample().sampleId())) {
                samples.add(lesson.sample());
            }
        }
        int[] ranks = models.backbone().ranks(samples);
        for (int i = 0; i < ranks.length; i++) {
            TrainingSample sample = samples.get(i);
            // 0: seen before, or without a row. Neither could be recommended.
            if (ranks[i] > 0) {
                backbone.add(servedRank(sample), ranks[i]);
            }
        }
        scoreLists(lists, models.reranker());
    }

    void write(DataOutput out) throws IOException {
        backbone.write(out);
        reranker.write(out);
    }

    void read(DataInput in) throws IOException {
        backbone.read(in);
        reranker.read(in);
    }

    private void scoreLists(List<ListSample> lists, RerankerLearning models) {
        List<ListSample> some = new ArrayList<>();
        for (ListSample list : lists) {
            if (chosen(list.listId())) {
                some.add(list);
            }
        }
        float[][] scores = some.isEmpty() ? null : models.score(some);
        for (int b = 0; scores != null && b < scores.length; b++) {
            boolean all = models.learnsFromUnshown();
            for (int i = 0; i < scores[b].length; i++) {
                ListSample list = some.get(b);
                if (list.labels()[i] > 0 && (all || list.shown(i))) {
                    reranker.add(list.position(i) + 1, rank(list, scores[b], i, all));
                }
            }
        }
    }

    /** Rank among all candidates, or among those shown; equal scores count against it. */
    private static int rank(ListSample list, float[] scores, int target, boolean all) {
        int rank = 0;
        for (int i = 0; i < scores.length; i++) {
            rank += (all || list.shown(i)) && scores[i] >= scores[target] ? 1 : 0;
        }
        return rank;
    }

    private boolean chosen(String sampleId) {
        return (UserHistory.hash64(sampleId) >>> 11) * 0x1.0p-53 < share;
    }

    private static int servedRank(TrainingSample sample) {
        HistoryEvent next = sample.next();
        if (next == null) {
            return 0;
        }
        List<Candidate> candidates = sample.candidates();
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).itemId().equals(next.itemId())) {
                return i + 1;
            }
        }
        return 0;
    }
}
