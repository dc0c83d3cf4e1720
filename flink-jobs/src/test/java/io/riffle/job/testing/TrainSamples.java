package io.riffle.job.testing;

import io.riffle.job.settings.TrainSettings;
import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Outcome;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.online.BacklogPolicy;
import io.riffle.training.online.OnlineSettings;
import io.riffle.training.publish.PublishCadence;
import io.riffle.training.reranker.RerankerSettings;
import io.riffle.training.stream.BackboneSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Samples of users who walk along a ring of items, and settings small enough for tests. */
public final class TrainSamples {

    private static final int ITEMS = 20;
    private static final int CANDIDATES = 5;

    private TrainSamples() {}

    /** The sample of number i: three items of history, then the next of the ring. */
    public static TrainingSample sample(int i) {
        List<HistoryEvent> history = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            history.add(event(i + k, k));
        }
        return new TrainingSample(
                "sample-" + i,
                "request-" + i,
                0,
                "user-" + i,
                history.get(2).time(),
                Map.of(),
                history,
                List.of(),
                List.of(),
                event(i + 3, 3),
                List.of(),
                Outcome.ORGANIC,
                Tier.POPULAR,
                0,
                0,
                List.of());
    }

    /** The same, of a list that was shown and held the next item. */
    public static TrainingSample shown(int i) {
        TrainingSample plain = sample(i);
        List<Candidate> candidates = new ArrayList<>();
        List<String> displayed = new ArrayList<>();
        for (int c = 0; c < CANDIDATES; c++) {
            String item = event(i + 3 + ITEMS - i % CANDIDATES + c, 0).itemId();
            candidates.add(new Candidate(item, 1f - 0.1f * c, new float[0]));
            displayed.add(item);
        }
        return new TrainingSample(
                plain.sampleId(),
                plain.recommendationId(),
                0,
                plain.userId(),
                plain.requestTime(),
                Map.of("group", "g" + i % 2),
                plain.history(),
                candidates,
                displayed,
                plain.next(),
                List.of(event(i + 3, 3)),
                Outcome.CLICKED,
                Tier.GENERATOR_ONLY,
                1,
                0,
                List.of());
    }

    /** Settings that publish a snapshot at every barrier at which something was learned. */
    public static TrainSettings settings(String store) {
        return settings(store, 1_000);
    }

    /**
     * The same.
     *
     * @param batchAgeMs longest wait of a sample for others
     */
    public static TrainSettings settings(String store, long batchAgeMs) {
        return settings(store, batchAgeMs, 1_000);
    }

    /**
     * The same.
     *
     * @param maxItems items that may have a row
     */
    public static TrainSettings settings(String store, long batchAgeMs, int maxItems) {
        OnlineSettings learning =
                new OnlineSettings(
                        8,
                        batchAgeMs,
                        64,
                        1,
                        16,
                        1_000,
                        10_000,
                        0.5,
                        50,
                        1,
                        new BacklogPolicy(3_600_000, 7_200_000),
                        new BackboneSettings(
                                0.001f, 0.001f, 0, 10, 0, 0.1f, 9, 64, 1_000, 16, maxItems, false,
                                5),
                        new RerankerSettings(true, 4, 16, 1, 1e-2f, .3f, 8, 0, 7),
                        false, // what is published first waits for no evidence
                        3);
        return new TrainSettings(
                store,
                null,
                learning,
                new PublishCadence(1, 1, 1, 1),
                new GateLimits(8, 1, 1, 1e-5, 9, 86_400_000),
                new TrainSettings.Upkeep(20, 10));
    }

    private static HistoryEvent event(int item, int k) {
        return new HistoryEvent("item-" + item % ITEMS, 1_000_000L + 10_000L * k, Action.CLICK);
    }
}
