package io.riffle.schema.history;

/**
 * Page numbers, half open, that differ from what is stored. After one click in time order it is one
 * page to write and at most one to delete.
 *
 * @param writeFrom first page to write
 * @param writeTo one past the last page to write
 * @param deleteFrom first page to delete
 * @param deleteTo one past the last page to delete
 */
public record HistoryChanges(long writeFrom, long writeTo, long deleteFrom, long deleteTo) {}
