package io.riffle.gateway.ask;

import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
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
