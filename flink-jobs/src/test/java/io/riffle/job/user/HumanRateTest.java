package io.riffle.job.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HumanRateTest {

    private static final long START = 1_000_000;

    private final HumanRate rate = new HumanRate(60);
    private long busyUntil;

    private boolean exceeded(long received) {
        busyUntil = rate.count(busyUntil, received);
        return rate.exceeded(busyUntil, received);
    }

    @Test
    void aMinutesClicksMayComeAtOnce() {
        for (int i = 0; i < 60; i++) {
            assertThat(exceeded(START)).isFalse();
        }
        assertThat(exceeded(START)).isTrue();
    }

    @Test
    void whoStaysWithinTheRateIsAPerson() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(exceeded(START + 1_000L * i)).isFalse();
        }
    }

    @Test
    void whoIsTwiceAsFastIsNoneFromTheFirstMinuteOn() {
        int first = 0;
        for (int i = 0; i < 10_000; i++) {
            if (exceeded(START + 500L * i)) {
                first = first == 0 ? i : first;
            } else {
                assertThat(first).isZero();
            }
        }
        assertThat(first).isBetween(110, 125);
    }

    @Test
    void afterACalmMinuteARobotIsForgiven() {
        for (int i = 0; i < 1_000_000; i++) {
            exceeded(START);
        }
        assertThat(exceeded(START + 59_000)).isTrue();
        assertThat(exceeded(START + 125_000)).isFalse();
    }

    @Test
    void withoutABoundEverybodyIsAPerson() {
        HumanRate none = new HumanRate(0);
        long until = 0;
        for (int i = 0; i < 1_000; i++) {
            until = none.count(until, START);
        }
        assertThat(until).isZero();
        assertThat(none.exceeded(until, START)).isFalse();
    }
}
