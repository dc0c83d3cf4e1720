package io.riffle.lab.bench;

import io.riffle.lab.JobMetrics;
import io.riffle.lab.Lab;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Announces one version after the other on a thread of its own: once a second, or each as soon as
 * the one before is in use.
 */
final class UpdateThread implements AutoCloseable {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long LOOK_NANOS = 2_000_000L;
    private static final long SELDOM_NANOS = 50_000_000L;
    private static final long JOIN_MILLIS = 120_000L;

    private final Lab lab;
    private final SwapUpdates updates;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Thread thread;

    /**
     * @param more asked before each update, on the new thread
     */
    UpdateThread(Lab lab, SwapUpdates updates, boolean everySecond, BooleanSupplier more) {
        this.lab = lab;
        this.updates = updates;
        this.thread = new Thread(() -> run(everySecond, more), "updates");
        thread.setDaemon(true);
        thread.start();
    }

    boolean running() {
        return thread.isAlive();
    }

    /** Waits for the end of the updates; fails when one of them did. */
    @Override
    public void close() {
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RuntimeException e = failure.get();
        if (e != null) {
            throw e;
        }
    }

    private void run(boolean everySecond, BooleanSupplier more) {
        try {
            long next = System.nanoTime();
            while (more.getAsBoolean()) {
                awaitSwap(updates.next(), everySecond ? SELDOM_NANOS : LOOK_NANOS);
                next += everySecond ? SECOND_NANOS : 0;
                while (everySecond && System.nanoTime() - next < 0) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            }
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private void awaitSwap(long version, long lookNanos) {
        JobMetrics metrics = lab.metrics();
        while (metrics.gauge(updates.gauge()) < version) {
            lab.failIfEnded();
            if (metrics.count("model.refused") > 0) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "The version (%d) announced must be taken into use.",
                                version));
            }
            LockSupport.parkNanos(lookNanos);
        }
    }
}
