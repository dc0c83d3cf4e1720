package io.riffle.training.testing;

import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Outcome;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Samples for tests: items are named by letters, event k happens at second 1000 + 10 k. */
public final class Samples {
    private Samples() {}

    /** A click on item {@code id} at step k. */
    public static HistoryEvent click(String id, int k) {
        return new HistoryEvent(id, (1000 + 10L * k) * 1000, Action.CLICK);
    }

    /** A sample whose history is all letters but the last, which is the next click. */
    public static TrainingSample of(String user, String letters) {
        int last = letters.length() - 1;
        return revised(user, letters.substring(0, last), click(letters.substring(last), last), 0);
    }

    /** A revision of a request: its history is the letters, its labels click on these items. */
    public static TrainingSample revised(
            String user, String letters, @Nullable HistoryEvent next, int revision, String... hit) {
        List<HistoryEvent> history = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            history.add(click(letters.substring(i, i + 1), i));
        }
        List<HistoryEvent> labels = new ArrayList<>();
        for (String item : hit) {
            labels.add(click(item, letters.length()));
        }
        String request = user + "-" + letters.length();
        return new TrainingSample(
                request + "/" + revision,
                request,
                revision,
                user,
                history.isEmpty() ? 0 : history.get(history.size() - 1).time(),
                Map.of(),
                history,
                List.of(
                        new Candidate("a", .5f, new float[0]),
                        new Candidate("b", .4f, new float[0])),
                List.of("a", "b"),
                next,
                labels,
                Outcome.ORGANIC,
                Tier.GENERATOR_ONLY,
                1,
                0,
                List.of());
    }

    /** The same sample with another outcome. */
    public static TrainingSample as(Outcome outcome, TrainingSample sample) {
        return as(outcome, sample.tier(), sample);
    }

    /** The same sample of another outcome and tier. */
    public static TrainingSample as(Outcome outcome, Tier tier, TrainingSample sample) {
        return as(outcome, tier, sample.requestTime(), sample.propensities(), sample);
    }

    /** The same sample of another time, its slate drawn with these chances. */
    public static TrainingSample at(long time, List<Double> chances, TrainingSample sample) {
        return as(sample.outcome(), sample.tier(), time, chances, sample);
    }

    private static TrainingSample as(
            Outcome outcome, Tier tier, long time, List<Double> chances, TrainingSample sample) {
        return new TrainingSample(
                sample.sampleId(),
                sample.recommendationId(),
                sample.revision(),
                sample.userId(),
                time,
                sample.profile(),
                sample.history(),
                sample.candidates(),
                sample.displayed(),
                sample.next(),
                sample.labels(),
                outcome,
                tier,
                sample.backboneVersion(),
                sample.rerankerVersion(),
                chances);
    }
}
