package io.riffle.gateway.ask;

import java.util.concurrent.atomic.LongAdder;

/** How questions ended. */
public final class AskCounts {

    final LongAdder fresh = new LongAdder();
    final LongAdder stale = new LongAdder();
    final LongAdder popular = new LongAdder();
    final LongAdder none = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder unstored = new LongAdder();

    AskCounts() {}

    /** Answered by the job in time. */
    public long fresh() {
        return fresh.sum();
    }

    /** Answered by an earlier slate of the user. */
    public long stale() {
        return stale.sum();
    }

    /** Answered by popular items, or by none where a condition could not be honoured. */
    public long popular() {
        return popular.sum();
    }

    /** Not answered. */
    public long none() {
        return none.sum();
    }

    /** Answers that came after their deadline. */
    public long late() {
        return late.sum();
    }

    /** Turned away because too many waited. */
    public long refused() {
        return refused.sum();
    }

    /** Records that the brokers did not take. */
    public long unstored() {
        return unstored.sum();
    }
}
