package io.riffle.training;

import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks the lists out of samples that a reranker can learn from: proposed by the generator, and
 * with a click among what counts. Popular items are lists of another kind.
 */
final class LearnableLists {
    private final boolean unshownCounts;

    /**
     * @param unshownCounts whether a click on a candidate that was not shown teaches anything
     */
    LearnableLists(boolean unshownCounts) {
        this.unshownCounts = unshownCounts;
    }

    /** Lists of lessons, labelled with what was not learned yet. */
    List<ListSample> fresh(List<Lesson> lessons) {
        List<ListSample> lists = new ArrayList<>();
        for (Lesson lesson : lessons) {
            add(lesson.sample(), lesson.labels(), lists);
        }
        return lists;
    }

    /** Lists of samples that were learned before, with all their labels. */
    List<ListSample> again(List<TrainingSample> samples) {
        List<ListSample> lists = new ArrayList<>();
        for (TrainingSample sample : samples) {
            add(sample, sample.labels(), lists);
        }
        return lists;
    }

    private void add(TrainingSample sample, List<HistoryEvent> labels, List<ListSample> into) {
        if (sample.tier() == Tier.POPULAR || labels.isEmpty() || sample.candidates().size() < 2) {
            return;
        }
        // The labels may be of another list than the one that the sample tells of.
        if (sample.replayed()) {
            return;
        }
        ListSample list = ListSample.of(sample, labels);
        for (int i = 0; i < list.size(); i++) {
            if (list.labels()[i] > 0 && (unshownCounts || list.shown(i))) {
                into.add(list);
                return;
            }
        }
    }
}
