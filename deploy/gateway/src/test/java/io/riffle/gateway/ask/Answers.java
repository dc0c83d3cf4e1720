package io.riffle.gateway.ask;

import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.ExplainedItem;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Said;
import io.riffle.schema.explain.ServedSlate;
import io.riffle.schema.explain.Without;
import java.util.List;

/** Answers and slates for tests. */
public final class Answers {

    private Answers() {}

    /** Answers of every kind there is. */
    public static List<Answer> ofEveryKind() {
        Recommendation slate = slate("u1", "e1", 5, "i1", "i2");
        return List.of(
                Answer.fresh(slate, true),
                Answer.fresh(slate, null),
                new Answer(slate, slate.items(), 5, "silent", false),
                new Answer(null, slate.items(), 0, "silent", null),
                new Answer(null, List.of(), 0, "unchecked", null));
    }

    /** A whole explanation, and one that says as little as it can. */
    public static List<Explanation> explanations() {
        ExplainedItem item =
                new ExplainedItem("i1", 1, .5f, .25f, .1f, List.of(new Said("backbone", 1, .5f)));
        ExplainedItem last = new ExplainedItem("i2", 2, .5f, .25f, 0, List.of());
        Without without =
                new Without(
                        new HistoryEvent("i7", 5, Action.LIKE), List.of("i7", "i2"), List.of(0, 1));
        return List.of(
                explanation(
                        "drawn",
                        "home",
                        new Explanation.Counts(9, 1, 4, 1, 0, 0),
                        List.of(item, last),
                        List.of("i1", "i2"),
                        List.of(new Explanation.Barred("i9", 1, "condition")),
                        List.of(without)),
                explanation(
                        "",
                        "",
                        Explanation.Counts.NONE,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()));
    }

    private static Explanation explanation(
            String reason,
            String placement,
            Explanation.Counts counts,
            List<ExplainedItem> items,
            List<String> again,
            List<Explanation.Barred> barred,
            List<Without> without) {
        return new Explanation(
                "x",
                "r",
                "u1",
                ExplainStatus.EXPLAINED,
                reason,
                new ServedSlate(5, 6, Tier.FULL, 3, 2, placement, true),
                3,
                2,
                true,
                items,
                again,
                counts,
                barred,
                without);
    }

    /** The answer to a click. */
    public static Recommendation slate(
            String userId, String eventId, long emitted, String... itemIds) {
        return new Recommendation(
                "r-" + eventId,
                userId,
                eventId,
                items(itemIds),
                1,
                1,
                emitted,
                3,
                0,
                Tier.GENERATOR_ONLY,
                null,
                List.of());
    }

    static List<RankedItem> items(String... itemIds) {
        RankedItem[] items = new RankedItem[itemIds.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = new RankedItem(itemIds[i], i + 1, 0.5f, 0.5f);
        }
        return List.of(items);
    }
}
