package io.riffle.cli.secured;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes and threads bring about. */
final class Patience {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Patience() {}

    /** Returns when it holds, or fails after two minutes. */
    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("nothing happened").isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
    }
}
