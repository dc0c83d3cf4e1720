package io.riffle.schema;

/**
 * One action of a user on an item, as histories and labels carry it.
 *
 * @param time epoch ms
 */
public record HistoryEvent(String itemId, long time, Action action) {

    /** Checks the id. */
    public HistoryEvent {
        Rules.id("item id", itemId, "a history event");
    }
}
