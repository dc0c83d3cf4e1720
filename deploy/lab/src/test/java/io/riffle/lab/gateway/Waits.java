package io.riffle.lab.gateway;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come to be, and fails when it does not. */
final class Waits {

    /** For what a job that starts holds up. */
    static final Duration LONG = Duration.ofMinutes(4);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Waits() {}

    static void until(BooleanSupplier holds) {
        until(PATIENCE, holds);
    }

    static void until(Duration patience, BooleanSupplier holds) {
        long end = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It must hold within " + patience + ", and does not.");
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
