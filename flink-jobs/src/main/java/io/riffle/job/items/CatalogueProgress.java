package io.riffle.job.items;

import java.time.Duration;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * How far the catalogue has been read: which partitions of its topic have not been read to the end
 * that they had at the start, and how long anybody waits for them.
 */
final class CatalogueProgress {

    private final TreeSet<Integer> unread = new TreeSet<>();
    private final LongSupplier now;
    private final long waitsUntil;

    /**
     * @param maxWait longest time from now on that is waited
     * @param now processing time, epoch ms
     */
    CatalogueProgress(Duration maxWait, LongSupplier now) {
        this.now = now;
        this.waitsUntil = now.getAsLong() + maxWait.toMillis();
    }

    /** A partition is still to be read. */
    void expect(int partition) {
        unread.add(partition);
    }

    /** Whether a partition is still to be read. */
    boolean expects(int partition) {
        return unread.contains(partition);
    }

    /** A partition has been read; true when it was the last that was not. */
    boolean read(int partition) {
        return unread.remove(partition) && unread.isEmpty();
    }

    /** Whether all of it has been read. */
    boolean complete() {
        return unread.isEmpty();
    }

    /** Whether it is to be waited for: not read to its end, and not for too long. */
    boolean waiting() {
        return !complete() && now.getAsLong() < waitsUntil;
    }

    /** Partitions that have not been read, in ascending order. */
    int[] unread() {
        return unread.stream().mapToInt(Integer::intValue).toArray();
    }
}
