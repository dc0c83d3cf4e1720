package io.riffle.job.user;

import io.riffle.schema.ClickEvent;
import io.riffle.schema.Slate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of a user's open slates a click is a label of: the one that its recommendation id names,
 * else the newest one that holds its item; never one that was asked for after the click happened. A
 * click of the very time of the request came after it, since it arrived after it.
 */
final class ClickAttribution {

    private final StoredSlates slates;

    ClickAttribution(StoredSlates slates) {
        this.slates = slates;
    }

    /**
     * Ordinal of the slate that a click labels; null when it labels none.
     *
     * @param windowMillis event time after a slate's query during which it takes labels
     * @param received when the click was, epoch ms
     */
    @Nullable Long slateOf(ClickEvent click, long windowMillis, long received) {
        String named = click.recommendationId();
        for (Map.Entry<Long, Slate> entry : slates.newestFirst()) {
            Slate slate = entry.getValue();
            boolean meant = named == null || named.equals(slate.recommendationId());
            if (meant
                    && slate.queryTime() <= click.eventTime()
                    && !SlateExpiry.over(slate, click.eventTime(), windowMillis, received)
                    && slate.contains(click.itemId())) {
                return entry.getKey();
            }
        }
        return null;
    }
}
