package io.riffle.job.user;

import io.riffle.job.state.UserInput.Click;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the clicks have been read, by the received times of their records. A deadline that is
 * measured by this clock passes when what came before it has been read, however long that had to
 * wait: an outage looks like none.
 *
 * <p>One time for each partition of the topic, since after an outage one may be read far ahead of
 * another. After a restart nothing is known of a partition until a click of it is read.
 *
 * <p><b>Units</b>: epoch ms.
 */
public final class ReadClock {

    private final Map<Integer, Long> partitions = new HashMap<>();
    private long newest = Long.MIN_VALUE;
    private long clicks;

    /**
     * When something was received. A record without a time, and one from the future, whose client's
     * clock is wrong, count as received when they are read.
     *
     * @param now processing time
     */
    public static long received(long received, long now) {
        return received < 0 ? now : Math.min(received, now);
    }

    /** A click was read. */
    public void read(Click click, long now) {
        long received = received(click.receivedTime(), now);
        partitions.merge(click.partition(), received, Math::max);
        newest = Math.max(newest, received);
        clicks++;
    }

    /** How far the partition has been read since the start; {@link Long#MIN_VALUE}: not at all. */
    public long of(int partition) {
        return partitions.getOrDefault(partition, Long.MIN_VALUE);
    }

    /** How far the partition that is ahead has been read. */
    public long newest() {
        return newest;
    }

    /** Clicks read since the start. */
    long clicks() {
        return clicks;
    }

    /** Partitions of which something was read. */
    int partitions() {
        return partitions.size();
    }
}
