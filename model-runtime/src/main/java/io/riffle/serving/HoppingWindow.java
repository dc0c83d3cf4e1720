package io.riffle.serving;

import io.riffle.schema.UserHistory;

/**
 * Where the model's window of a history starts. Once it is full several events leave it at once, so
 * that most clicks find a window that has only grown.
 */
final class HoppingWindow {
    private final ItemIndex index;
    private final int most;
    private final int hop;

    /**
     * @param most known events that the backbone reads
     * @param hop of them that leave a full window; 0 is a quarter
     */
    HoppingWindow(ItemIndex index, int most, int hop) {
        this.index = index;
        this.most = most;
        this.hop = hop > 0 ? Math.min(hop, most) : Math.max(1, most / 4);
    }

    /** Sequence of the first event in the window of a history as it is now. */
    long start(UserHistory history) {
        long start = Math.max(history.windowStart(), history.firstSequence());
        long end = history.endSequence();
        if (end - start <= most) {
            return start;
        }
        KnownEvents events = new KnownEvents(history, index, start, end);
        while (events.count(start, end) > most) {
            start = events.after(start, hop);
        }
        return start;
    }
}
