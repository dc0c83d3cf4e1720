package io.riffle.schema;

import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.ExplainedItem;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Said;
import io.riffle.schema.explain.ServedSlate;
import io.riffle.schema.explain.Without;
import java.util.List;

/** A question why, and its answer, with every field set. */
public final class ExplainExamples {

    private ExplainExamples() {}

    public static ExplainRequest explain() {
        return new ExplainRequest("x1", Ids.recommendationId("u1", "e1"), "u1", 3);
    }

    public static Explanation explanation() {
        return new Explanation(
                "x1",
                Ids.recommendationId("u1", "e1"),
                "u1",
                ExplainStatus.EXPLAINED,
                "The slate was drawn.",
                new ServedSlate(978_300_760_000L, 978_300_760_250L, Tier.FULL, 7, 3, "home", true),
                7,
                3,
                true,
                List.of(
                        new ExplainedItem(
                                "b", 1, 2.5f, .5f, .25f, List.of(new Said("backbone", 1, .5f))),
                        new ExplainedItem(
                                "a",
                                2,
                                -1,
                                .75f,
                                0,
                                List.of(
                                        new Said("popular", 2, .125f),
                                        new Said("neighbours of late", 0, 0)))),
                List.of("b", "a"),
                new Explanation.Counts(100, 3, 40, 2, 1, 4),
                List.of(new Explanation.Barred("c", 1, "condition")),
                List.of(
                        new Without(
                                new HistoryEvent("h2", 978_300_760_000L, Action.LIKE),
                                List.of("b", "d"),
                                List.of(1, 0)),
                        new Without(
                                new HistoryEvent("h1", 978_300_700_000L, Action.CLICK),
                                List.of("a", "b"),
                                List.of(2, 1))));
    }
}
