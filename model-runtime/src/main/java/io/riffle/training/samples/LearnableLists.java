package io.riffle.training.samples;

import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.actions.ActionRules;
import io.riffle.training.lists.ListSample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Picks the lists out of samples that a reranker can learn from: proposed by the generator, and
 * with a click among what counts. Popular items are lists of another kind.
 */
public final class LearnableLists {
    private final boolean unshownCounts;
    private final ActionRules actions;

    /**
     * Picks lists.
     *
     * @param unshownCounts whether a click on a candidate that was not shown teaches anything
     * @param actions how much a label teaches
     */
    public LearnableLists(boolean unshownCounts, ActionRules actions) {
        this.unshownCounts = unshownCounts;
        this.actions = actions;
    }

    /**
     * Lists of lessons, labelled with what was not learned yet.
     *
     * @param first of which nothing was learned before
     * @param later whose request was learned before, without these labels
     */
    public record Fresh(List<ListSample> first, List<ListSample> later) {
        /** All of them. */
        public int size() {
            return first.size() + later.size();
        }
    }

    /** Lists of lessons. */
    public Fresh fresh(List<Lesson> lessons) {
        Fresh lists = new Fresh(new ArrayList<>(), new ArrayList<>());
        for (Lesson lesson : lessons) {
            boolean again = lesson.labels().size() < lesson.sample().labels().size();
            add(lesson.sample(), lesson.labels(), again ? lists.later() : lists.first());
        }
        return lists;
    }

    /** Lists of samples that were learned before, with all their labels. */
    public List<ListSample> again(List<TrainingSample> samples) {
        List<ListSample> lists = new ArrayList<>();
        for (TrainingSample sample : samples) {
            add(sample, sample.labels(), lists);
        }
        return lists;
    }

    /**
     * The list of a sample, clicked or not, every label worth one click; null where it is none of
     * the generator's.
     */
    public static @Nullable ListSample list(TrainingSample sample, List<HistoryEvent> labels) {
        return list(sample, labels, action -> ActionRules.negative(action) ? 0 : 1);
    }

    private static @Nullable ListSample list(
            TrainingSample sample, List<HistoryEvent> labels, ToDoubleFunction<Action> worth) {
        // The labels of a replayed one may be of another list than the one that it tells of.
        return sample.tier() == Tier.POPULAR || sample.candidates().size() < 2 || sample.replayed()
                ? null
                : FactsOfRequest.list(sample, labels, worth);
    }

    private void add(TrainingSample sample, List<HistoryEvent> labels, List<ListSample> into) {
        ListSample list = labels.isEmpty() ? null : list(sample, labels, actions::weight);
        if (list == null) {
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.labels()[i] > 0 && (unshownCounts || list.shown(i))) {
                into.add(list);
                return;
            }
        }
    }
}
