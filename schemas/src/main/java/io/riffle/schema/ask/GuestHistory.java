package io.riffle.schema.ask;

import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Slate;
import java.util.List;

/**
 * What a guest did, on its way to the user that the guest turned out to be.
 *
 * @param events in order of time, dislikes among them
 * @param openSlates that may still get labels
 * @param forwards how often it was handed on, as clicks are that come after the merge
 */
public record GuestHistory(
        MergeUsers merge, List<Event> events, List<Slate> openSlates, int forwards) {

    /** What goes in circles stays where it is after so many. */
    public static final int MOST_FORWARDS = 8;

    /**
     * One event.
     *
     * @param hash of its event id, by which a repeat is recognised
     */
    public record Event(HistoryEvent event, long hash) {}

    /** Copies the lists. */
    public GuestHistory {
        events = List.copyOf(events);
        openSlates = List.copyOf(openSlates);
    }

    /** Of a guest who has done nothing yet. */
    public static GuestHistory of(MergeUsers merge) {
        return new GuestHistory(merge, List.of(), List.of(), 0);
    }
}
