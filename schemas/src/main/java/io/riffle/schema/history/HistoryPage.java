package io.riffle.schema.history;

import io.riffle.schema.Action;
import io.riffle.schema.Ids;
import io.riffle.schema.Rules;
import java.util.Arrays;

/**
 * Up to {@value #EVENTS} consecutive events of a {@link UserHistory}, as its state keeps them. Page
 * n holds sequences 12 n to 12 n + 11; the first page of a history may lack its oldest events.
 *
 * <p>The arrays are parallel and belong to the page.
 *
 * @param firstSequence of the first event in the page
 * @param itemIds UTF-8
 * @param times epoch ms, never falling
 * @param actions {@link Action#code}
 * @param eventHashes {@link Ids#eventHash} of the event ids
 * @param arrivals which event of the user it was, from 1
 */
public record HistoryPage(
        long firstSequence,
        byte[][] itemIds,
        long[] times,
        byte[] actions,
        long[] eventHashes,
        long[] arrivals) {

    /** Events in a full page. */
    public static final int EVENTS = 12;

    /** Checks that the columns are of one length and inside one page. */
    public HistoryPage {
        int size = itemIds.length;
        Rules.notNegative("first sequence", firstSequence, "a history page");
        if (size < 1 || firstSequence % EVENTS + size > EVENTS) {
            throw Rules.broken(
                    "size",
                    size,
                    "a history page",
                    "be 1 to " + (EVENTS - firstSequence % EVENTS),
                    "its first sequence is wrong");
        }
        if (times.length != size
                || actions.length != size
                || eventHashes.length != size
                || arrivals.length != size) {
            throw Rules.broken("columns", size, "a history page", "have one length", "one was cut");
        }
    }

    /** Events in this page, 1 to {@value #EVENTS}. */
    public int size() {
        return itemIds.length;
    }

    /** One past the sequence of the last event. */
    public long endSequence() {
        return firstSequence + size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HistoryPage that
                && firstSequence == that.firstSequence
                && Arrays.deepEquals(itemIds, that.itemIds)
                && Arrays.equals(times, that.times)
                && Arrays.equals(actions, that.actions)
                && Arrays.equals(eventHashes, that.eventHashes)
                && Arrays.equals(arrivals, that.arrivals);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(firstSequence) + Arrays.hashCode(eventHashes);
    }
}
