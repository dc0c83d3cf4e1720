package io.riffle.lab.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StandstillTest {

    private static final TopicPartition ONE = new TopicPartition("t", 0);
    private static final TopicPartition TWO = new TopicPartition("t", 1);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Standstill standstill = new Standstill(now::get);

    @Test
    void onePartitionThatMovesIsEnough() {
        for (long i = 0; i < 10; i++) {
            now.addAndGet(Standstill.LONGEST.toNanos() - 1);
            assertThat(standstill.lasts(Map.of(ONE, 7L, TWO, i))).isFalse();
        }
    }

    @Test
    void whereNoneMovesItLasts() {
        assertThat(standstill.lasts(Map.of(ONE, 7L))).isFalse();
        now.addAndGet(Standstill.LONGEST.toNanos() - 1);
        assertThat(standstill.lasts(Map.of(ONE, 7L))).isFalse();
        now.incrementAndGet();
        assertThat(standstill.lasts(Map.of(ONE, 7L))).isTrue();
        assertThat(standstill.lasts(Map.of(ONE, 8L))).isFalse();
    }
}
