package io.riffle.lab;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come to be, and fails when it does not. */
public final class Waits {

    /** For what a job that starts holds up. */
    public static final Duration LONG = Duration.ofMinutes(4);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Waits() {}

    /** Returns when it holds; fails after three minutes. */
    public static void until(BooleanSupplier holds) {
        until(PATIENCE, holds);
    }

    /** Returns when it holds; fails when it does not for so long. */
    public static void until(Duration patience, BooleanSupplier holds) {
        until(() -> "It", patience, holds);
    }

    /** Returns when it holds; fails, and names it, when it does not for four minutes. */
    public static void until(String what, BooleanSupplier holds) {
        until(() -> "That " + what, holds);
    }

    /** Returns when it holds; fails, and asks then how things stand, when it does not so long. */
    public static void until(Supplier<String> standing, BooleanSupplier holds) {
        until(standing, LONG, holds);
    }

    private static void until(Supplier<String> what, Duration patience, BooleanSupplier holds) {
        long end = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        what.get() + " must hold within " + patience + ", and does not.");
            }
            // Whoever looks reads a topic, as often as not.
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
