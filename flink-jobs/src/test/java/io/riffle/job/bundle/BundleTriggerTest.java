package io.riffle.job.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BundleTriggerTest {

    private static final long MILLI = 1_000_000;

    private final AtomicLong clock = new AtomicLong();
    private final AtomicLong cpu = new AtomicLong();
    private final BundleTrigger trigger =
            new BundleTrigger(3, Duration.ofMillis(10), clock::get, cpu::get);

    @Test
    void aBundleIsFullAtItsSize() {
        assertThat(trigger.onClick()).isFalse();
        assertThat(trigger.onClick()).isFalse();
        assertThat(trigger.onClick()).isTrue();
    }

    @Test
    void countingStartsAnewWithEachBundle() {
        trigger.onClick();
        trigger.onClick();
        trigger.begin();
        trigger.end(0);

        assertThat(trigger.onClick()).isFalse();
    }

    @Test
    void anIdleStepWaitsForNobody() {
        trigger.onClick();

        assertThat(trigger.waitNanos()).isZero();
    }

    @Test
    void aStepBelowHalfLoadWaitsForNobody() {
        work(100, 4, 6);
        trigger.onClick();

        assertThat(trigger.load()).isBetween(0.35, 0.45);
        assertThat(trigger.waitNanos()).isZero();
    }

    @Test
    void aStepUnderFullLoadWaitsUpToTheBound() {
        work(100, 10, 0);
        trigger.onClick();

        assertThat(trigger.waitNanos()).isBetween(9 * MILLI, 10 * MILLI);
        clock.addAndGet(10 * MILLI);
        assertThat(trigger.waitNanos()).isZero();
    }

    /**
     * Bundles take long because somebody else has the core: waiting would not make them shorter.
     */
    @Test
    void aStepThatIsOnlyHeldUpWaitsForNobody() {
        work(100, 10, 1, 4);
        trigger.onClick();

        assertThat(trigger.load()).isGreaterThan(0.85);
        assertThat(trigger.waitNanos()).isZero();
    }

    @Test
    void whatABundleLeftWaitsForNoCompanyAndIsNotCounted() {
        work(100, 10, 0);
        trigger.onClick();
        trigger.onClick();
        trigger.begin();
        trigger.end(2);

        assertThat(trigger.nothingWaits()).isFalse();
        assertThat(trigger.waitNanos()).isZero();
        assertThat(trigger.onClick()).isFalse();
    }

    @Test
    void loadIsForgottenWhenTheStepIsIdle() {
        work(100, 10, 0);
        work(50, 1, 99);
        trigger.onClick();

        assertThat(trigger.waitNanos()).isZero();
    }

    @Test
    void latencyCountsFromTheOldestClick() {
        trigger.onClick();
        clock.addAndGet(2 * MILLI);
        trigger.onClick();
        trigger.begin();
        clock.addAndGet(3 * MILLI);

        assertThat(trigger.end(0)).isEqualTo(5 * MILLI);
    }

    private void work(int bundles, int busyMillis, int idleMillis) {
        work(bundles, busyMillis, idleMillis, busyMillis);
    }

    private void work(int bundles, int busyMillis, int idleMillis, int cpuMillis) {
        for (int i = 0; i < bundles; i++) {
            clock.addAndGet(idleMillis * MILLI);
            trigger.onClick();
            trigger.begin();
            clock.addAndGet(busyMillis * MILLI);
            cpu.addAndGet(cpuMillis * MILLI);
            trigger.end(0);
        }
    }
}
