package io.riffle.schema;

/** One event of a user's history. */
public record HistoryEvent(String itemId, long time, Action action) {}
