package io.riffle.lab.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells whether a reader has come no further for a long time: a consumer whose brokers are gone
 * polls nothing for ever and says nothing of it.
 */
final class Standstill {

    /** A broker that starts anew is waited for; one that is gone for good is not. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private Map<TopicPartition, Long> reached = Map.of();
    private long since;

    /**
     * Begins now.
     *
     * @param nanos a clock that only goes forward
     */
    Standstill(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /** Whether every partition has stood where it stands now for {@link #LONGEST}. */
    boolean lasts(Map<TopicPartition, Long> positions) {
        long now = nanos.getAsLong();
        if (!positions.equals(reached)) {
            reached = positions;
            since = now;
        }
        return now - since >= LONGEST.toNanos();
    }
}
