package io.riffle.lab.clicks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final AtomicLong now = new AtomicLong(123);

    @Test
    void recordsAreDueEvenly() {
        Pace pace = new Pace(10, now::get);
        assertThat(pace.untilNext()).isZero();
        pace.take();
        assertThat(pace.untilNext()).isEqualTo(100_000_000);
        now.addAndGet(100_000_000);
        assertThat(pace.untilNext()).isZero();
    }

    @Test
    void lateSenderCatchesUp() {
        Pace pace = new Pace(10, now::get);
        pace.take();
        now.addAndGet(1_000_000_000);
        for (int i = 0; i < 10; i++) {
            assertThat(pace.untilNext()).isLessThanOrEqualTo(0);
            pace.take();
        }
        assertThat(pace.untilNext()).isPositive();
    }

    @Test
    void whatIsForgivenIsNotCaughtUpWith() {
        Pace pace = new Pace(10, now::get);
        pace.take();
        now.addAndGet(1_000_000_000);
        pace.forgive();
        assertThat(pace.untilNext()).isZero();
        pace.take();
        assertThat(pace.untilNext()).isEqualTo(100_000_000);
        pace.forgive();
        assertThat(pace.untilNext()).isEqualTo(100_000_000);
    }

    @Test
    void withoutRateNothingWaits() {
        Pace pace = new Pace(Double.POSITIVE_INFINITY, now::get);
        pace.take();
        assertThat(pace.untilNext()).isZero();
    }
}
