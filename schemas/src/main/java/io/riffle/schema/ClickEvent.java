package io.riffle.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One valid action of a user on an item, as read from {@code click-events}.
 *
 * @param eventTime epoch ms, &gt; 0
 * @param recommendationId the recommendation that showed the item; null when not given
 * @param position rank of the item on that slate, from 1; 0 when not given
 */
public record ClickEvent(
        String eventId,
        String userId,
        String itemId,
        Action action,
        long eventTime,
        @Nullable String recommendationId,
        int position,
        Map<String, String> context) {}
