package io.riffle.lab.gateway;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come to be, and fails when it does not. */
final class Waits {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Waits() {}

    static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It must hold within " + PATIENCE + ", and does not.");
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
