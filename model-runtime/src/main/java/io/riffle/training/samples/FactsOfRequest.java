package io.riffle.training.samples;

import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.TrainingSample;
import io.riffle.training.lists.ListSample;
import io.riffle.training.lists.RecommendedList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was known of the candidates when a slate was asked for, kept with the sample from its first
 * arrival on, so that its list reads the same whenever it is learned. What is known later holds the
 * very click that labels the list.
 *
 * <p>The facts stand where a sample has the features of its candidates: no reranker of the stream
 * reads any others.
 */
public final class FactsOfRequest {
    private static final int FACTS = 2;

    private FactsOfRequest() {}

    /**
     * The sample with facts of its candidates, which it has of the earlier revision if not its own.
     *
     * @param earlier an earlier revision that has them; null = there is none
     */
    public static TrainingSample kept(
            TrainingSample revision, @Nullable TrainingSample earlier, ItemFacts facts) {
        TrainingSample sample = revision.completedBy(earlier);
        long asked = Math.floorDiv(sample.requestTime(), 1000);
        List<Candidate> before = earlier == null ? List.of() : earlier.candidates();
        List<Candidate> candidates = new ArrayList<>(sample.candidates().size());
        for (int i = 0; i < sample.candidates().size(); i++) {
            Candidate candidate = sample.candidates().get(i);
            boolean known =
                    i < before.size()
                            && before.get(i).itemId().equals(candidate.itemId())
                            && before.get(i).features().length == FACTS;
            candidates.add(
                    new Candidate(
                            candidate.itemId(),
                            candidate.generatorScore(),
                            known
                                    ? before.get(i).features()
                                    : facts.before(candidate.itemId(), asked)));
        }
        return sample.withCandidates(candidates);
    }

    /**
     * Its list, with some of the labels only; null when nobody kept the facts.
     *
     * @param worth of a label's action
     */
    static @Nullable ListSample list(
            TrainingSample sample, List<HistoryEvent> labels, ToDoubleFunction<Action> worth) {
        int size = sample.candidates().size();
        float[][] facts = new float[size][];
        for (int i = 0; i < size; i++) {
            facts[i] = sample.candidates().get(i).features();
            if (facts[i].length != FACTS) {
                return null;
            }
        }
        return RecommendedList.of(sample, labels, worth).withFacts(facts);
    }
}
