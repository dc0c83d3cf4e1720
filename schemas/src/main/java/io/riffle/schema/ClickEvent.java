package io.riffle.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One valid action of a user on an item, as read from {@code click-events}.
 *
 * @param eventTime epoch ms, &gt; 0
 * @param recommendationId the recommendation that showed the item; null when not given
 * @param position rank of the item on that slate, from 1; 0 when not given
 * @param context whatever else the front end sends
 */
public record ClickEvent(
        String eventId,
        String userId,
        String itemId,
        Action action,
        long eventTime,
        @Nullable String recommendationId,
        int position,
        Map<String, String> context) {

    /** Checks ids, time and position. */
    public ClickEvent {
        Rules.id("event id", eventId, "a click");
        Rules.id("user id", userId, "a click");
        Rules.id("item id", itemId, "a click");
        Rules.time("event time", eventTime, "a click");
        if (recommendationId != null) {
            Rules.id("recommendation id", recommendationId, "a click");
        }
        Rules.notNegative("position", position, "a click");
        context = Rules.copy(context);
    }

    /** The click with what is read of its context, and without its rank on a slate. */
    public ClickEvent with(ContextNames read) {
        return new ClickEvent(
                eventId,
                userId,
                itemId,
                action,
                eventTime,
                recommendationId,
                0,
                read.read(context));
    }
}
