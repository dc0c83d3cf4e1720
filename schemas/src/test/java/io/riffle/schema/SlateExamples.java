package io.riffle.schema;

import java.util.List;
import java.util.Map;

/** Slates with every field set, and the sample that one becomes. */
public final class SlateExamples {

    private SlateExamples() {}

    public static Slate slate() {
        return new Slate(
                Ids.recommendationId("u1", "e1"),
                978_300_760_000L,
                17,
                List.of(
                        new Candidate("a", .75f, new float[] {1, -2.5f}),
                        new Candidate("b", .5f, new float[0])),
                List.of("b", "x", "a"),
                List.of(.5, .25, .125),
                Examples.texts(),
                7,
                3,
                Tier.FULL,
                978_300_760_250L,
                978_302_560_250L,
                new HistoryEvent("b", 978_300_790_000L, Action.CLICK),
                List.of(new HistoryEvent("b", 978_300_790_000L, Action.CLICK)),
                1);
    }

    public static Slate replayedSlate() {
        return new Slate(
                Ids.recommendationId("u1", "e2"),
                978_300_760_000L,
                18,
                List.of(),
                List.of("b"),
                List.of(),
                Map.of(),
                0,
                0,
                Tier.POPULAR,
                978_300_760_250L,
                978_302_560_250L,
                null,
                List.of(),
                0,
                true,
                List.of(),
                false);
    }

    /** A slate that a request was answered by. */
    public static Slate askedSlate() {
        Slate slate = slate();
        return new Slate(
                Ids.requestedId("u1", "q1"),
                slate.queryTime(),
                slate.arrivals(),
                List.of(),
                List.of("b"),
                List.of(),
                Map.of(),
                0,
                0,
                Tier.POPULAR,
                slate.shownTime(),
                slate.deadline(),
                null,
                List.of(),
                0,
                false,
                List.of(),
                true);
    }

    /** A slate of which some was seen. */
    public static Slate seenSlate() {
        return slate().seen("a").seen("b");
    }

    public static TrainingSample sample() {
        return slate().sample(
                        "u1",
                        List.of(
                                new HistoryEvent("h1", 978_300_700_000L, Action.VIEW),
                                new HistoryEvent("h2", 978_300_760_000L, Action.LIKE)),
                        Outcome.CLICKED);
    }
}
