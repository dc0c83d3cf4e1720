package io.riffle.gateway.live;

import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is kept of one user: the two newest slates and the latest clicks. */
final class Audience {

    private static final int CLICKS = 50;

    private final ArrayDeque<String> latest = new ArrayDeque<>();
    private final Set<String> clicked = new HashSet<>();
    private @Nullable Recommendation newest;
    private @Nullable Recommendation previous;

    /** The slate that the user had before a click, of which the answer may have come first. */
    @Nullable Recommendation before(String eventId) {
        Recommendation slate = newest;
        return slate != null && slate.triggerEventId().equals(eventId) ? previous : slate;
    }

    /** The item clicked last; null before the first. */
    @Nullable String last() {
        return latest.peekLast();
    }

    boolean clicked(String itemId) {
        return clicked.contains(itemId);
    }

    void click(String itemId) {
        if (!clicked.add(itemId)) {
            latest.remove(itemId);
        }
        latest.addLast(itemId);
        if (latest.size() > CLICKS) {
            clicked.remove(latest.removeFirst());
        }
    }

    void shown(Recommendation slate) {
        previous = newest;
        newest = slate;
    }

    static boolean holds(Recommendation slate, String itemId, int cut) {
        for (RankedItem item : slate.items()) {
            if (item.rank() <= cut && item.itemId().equals(itemId)) {
                return true;
            }
        }
        return false;
    }
}
