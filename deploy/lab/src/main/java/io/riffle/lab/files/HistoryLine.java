package io.riffle.lab.files;

import java.util.List;

/**
 * One history to be scored.
 *
 * @param queryTime epoch seconds
 */
public record HistoryLine(String userId, List<Event> events, long queryTime) {

    /** Copies the events. */
    public HistoryLine {
        events = List.copyOf(events);
    }

    /**
     * One event of a history.
     *
     * @param time epoch seconds
     */
    public record Event(String itemId, long time) {}
}
