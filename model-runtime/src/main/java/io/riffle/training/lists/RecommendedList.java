package io.riffle.training.lists;

import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.actions.ActionRules;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A recommendation and what became of it, as a list that a reranker learns from. */
public final class RecommendedList {
    private RecommendedList() {}

    /**
     * What became of a recommendation, as a list: candidates in first-stage order, shown where the
     * slate showed them. A dislike is no click; the propensities are those of the slots, where the
     * policy explored.
     */
    static ListSample of(TrainingSample sample) {
        return of(sample, sample.labels());
    }

    /** The same with some of the labels only: those that were not learned yet. */
    public static ListSample of(TrainingSample sample, List<HistoryEvent> counted) {
        return of(sample, counted, action -> ActionRules.negative(action) ? 0 : 1);
    }

    /**
     * Whether the order of the candidates was drawn: what was certain to come where it did tells
     * nothing of another order, as where only an item was drawn that is none of them.
     */
    public static boolean explored(TrainingSample sample) {
        return explored(
                sample,
                sample.candidates().stream().map(Candidate::itemId).collect(Collectors.toSet()));
    }

    private static boolean explored(TrainingSample sample, Set<String> candidates) {
        if (sample.propensities().size() != sample.displayed().size()) {
            return false;
        }
        for (int slot = 0; slot < sample.displayed().size(); slot++) {
            if (sample.propensities().get(slot) < 1
                    && candidates.contains(sample.displayed().get(slot))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The same, each label worth what its action is.
     *
     * @param worth of an action, 0 or more; of several on one item the largest counts
     */
    public static ListSample of(
            TrainingSample sample, List<HistoryEvent> counted, ToDoubleFunction<Action> worth) {
        int size = sample.candidates().size();
        String[] candidates = new String[size];
        float[] scores = new float[size];
        float[][] features = new float[size][];
        Map<String, Integer> at = new HashMap<>();
        for (int i = 0; i < size; i++) {
            Candidate candidate = sample.candidates().get(i);
            candidates[i] = candidate.itemId();
            scores[i] = candidate.generatorScore();
            features[i] = candidate.features();
            at.putIfAbsent(candidate.itemId(), i);
        }
        float[] labels = new float[size];
        for (HistoryEvent label : counted) {
            Integer i = at.get(label.itemId());
            if (i != null) {
                labels[i] = Math.max(labels[i], (float) worth.applyAsDouble(label.action()));
            }
        }
        int[] positions = new int[size];
        Arrays.fill(positions, -1);
        boolean explored = explored(sample, at.keySet());
        float[] propensities = new float[explored ? size : 0];
        for (int slot = 0; slot < sample.displayed().size(); slot++) {
            Integer i = at.get(sample.displayed().get(slot));
            if (i != null) {
                positions[i] = slot;
                if (explored) {
                    propensities[i] = sample.propensities().get(slot).floatValue();
                }
            }
        }
        String[] history = new String[sample.history().size()];
        long[] seconds = new long[history.length];
        for (int n = 0; n < history.length; n++) {
            history[n] = sample.history().get(n).itemId();
            seconds[n] = Math.floorDiv(sample.history().get(n).time(), 1000);
        }
        List<Integer> examined = sample.examined();
        return new ListSample(
                        sample.sampleId(),
                        sample.userId(),
                        Math.floorDiv(sample.requestTime(), 1000),
                        sample.profile(),
                        history,
                        seconds,
                        candidates,
                        scores,
                        size > 0 && features[0].length > 0 ? features : new float[0][],
                        labels,
                        positions,
                        propensities)
                // Who saw a rank went past those above it, told or not.
                .withExamined(
                        examined.isEmpty()
                                ? ListSample.UNKNOWN
                                : examined.get(examined.size() - 1));
    }
}
