package io.riffle.job.user;

import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Slate;
import io.riffle.schema.Tier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A user's open slates, and what the user does. */
final class SlateScene {

    static final long WINDOW = 1_000;
    static final long DEADLINE = 500;

    /** Three slates at most; expired ones become samples. */
    final OpenSlates slates = new OpenSlates(3, true, new TreeMap<>());

    /** Shows s-1 and s-2, proposes c too; asked at the given time. */
    static Slate slate(String id, long time) {
        return new Slate(
                id,
                time,
                1,
                List.of(
                        new Candidate(id + "-1", 1, new float[0]),
                        new Candidate(id + "-2", 1, new float[0]),
                        new Candidate(id + "-c", 1, new float[0])),
                List.of(id + "-1", id + "-2"),
                List.of(),
                Map.of("country", "EG"),
                1,
                0,
                Tier.GENERATOR_ONLY,
                0,
                DEADLINE,
                null,
                List.of(),
                0);
    }

    static ClickEvent click(
            String item, long time, Action action, @Nullable String recommendationId) {
        return new ClickEvent("e", "u", item, action, time, recommendationId, 0, Map.of());
    }

    List<Settled> clicked(String item, long time) {
        return slates.settle(click(item, time, Action.CLICK, null), WINDOW, 0);
    }

    void seen(String item, long time, @Nullable String recommendationId, long received) {
        slates.seen(click(item, time, Action.VIEW, recommendationId), WINDOW, received);
    }
}
