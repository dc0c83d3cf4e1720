package io.riffle.schema.ask;

/**
 * Says that a guest was merged, and what became of it.
 *
 * @param mergedTime processing time, epoch ms
 * @param events that are the user's now
 * @param repeated events that the user had already
 * @param tooOld events older than the whole of a full history
 */
public record MergeReceipt(
        MergeUsers merge,
        long mergedTime,
        int events,
        int repeated,
        int tooOld,
        int dislikes,
        int openSlates) {}
