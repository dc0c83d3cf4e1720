package io.riffle.serving.items;

import io.riffle.model.fuxi.HopWindow;
import io.riffle.schema.history.UserHistory;

/**
 * Where the model's window of a history starts. Once it is full several events leave it at once, so
 * that most clicks find a window that has only grown.
 */
public final class HoppingWindow {
    private final ItemIndex index;
    private final HopWindow hops;

    /**
     * Windows of an index.
     *
     * @param most known events that the backbone reads
     * @param hop of them that leave a full window; 0 is a quarter
     */
    public HoppingWindow(ItemIndex index, int most, int hop) {
        this.index = index;
        this.hops = HopWindow.of(most, hop);
    }

    /**
     * Where the window of a history began when it ended at {@code end}: as many hops before as it
     * has come since. In a history so full that it lost events meanwhile, it may have hopped by
     * other steps.
     */
    public long before(UserHistory history, long end) {
        long first = history.firstSequence();
        KnownEvents events = new KnownEvents(history, index, first, history.endSequence());
        int least = events.count(first, end) - hops.most() + hops.hop();
        int left = events.count(first, Math.max(first, history.windowStart()));
        while (left > 0 && left >= least) {
            left -= hops.hop();
        }
        return left <= 0 ? first : events.after(first, left);
    }

    /** Sequence of the first event in the window of a history as it is now. */
    public long start(UserHistory history) {
        long first = history.firstSequence();
        long start = Math.max(history.windowStart(), first);
        long end = history.endSequence();
        // A full history loses an event with each click: where that is the window's first, the
        // window hops too, or every click would find another one.
        boolean loses = first > 0 && start == first && history.size() == history.maxEvents();
        if (end - start <= hops.most() && !loses) {
            return start;
        }
        KnownEvents events = new KnownEvents(history, index, start, end);
        int known = events.count(start, end);
        if (loses && known > 0) {
            start = events.after(start, hops.part(known));
        }
        return events.after(start, hops.left(events.count(start, end)));
    }
}
