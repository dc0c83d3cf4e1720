package io.riffle.job.bundle;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says when a bundle is inferred: when it is full, or when its input has run dry and it has waited
 * long enough.
 *
 * <p>How long is enough adapts to load, the share of time spent in bundles. Below half load a click
 * waits for nobody. Above, waiting for company saves more time than it costs, and the wait grows to
 * the bound at full load. Pure; the clock is injected.
 *
 * <p><b>Units</b>: nanoseconds of the given clock.
 */
final class BundleTrigger {

    /** Load up to which nobody waits. */
    private static final double IDLE_LOAD = 0.5;

    /** Weight of the newest bundle in the load: about the last ten bundles count. */
    private static final double NEWEST = 0.1;

    private final int maxSize;
    private final long maxAge;
    private final LongSupplier clock;
    private int size;
    private int left;
    private long oldestClick;
    private long bundleStart;
    private long lastEnd;
    private double load;

    /**
     * @param maxSize clicks, at least 1
     * @param maxAge longest wait after the oldest click of a bundle
     * @param clock nanoseconds, monotonic
     */
    BundleTrigger(int maxSize, Duration maxAge, LongSupplier clock) {
        this.maxSize = maxSize;
        this.maxAge = maxAge.toNanos();
        this.clock = clock;
        this.lastEnd = clock.getAsLong();
    }

    /** Counts one click; true when the bundle is full. */
    boolean onClick() {
        if (size++ == 0 && left == 0) {
            oldestClick = clock.getAsLong();
        }
        return size >= maxSize;
    }

    /** Whether no click waits to be inferred. */
    boolean nothingWaits() {
        return size == 0 && left == 0;
    }

    /** How much longer the bundle may wait for company now that its input is dry; 0 = infer. */
    long waitNanos() {
        if (left > 0) {
            return 0;
        }
        double share = Math.max(0, (load - IDLE_LOAD) / (1 - IDLE_LOAD));
        return Math.max(0, oldestClick + (long) (share * maxAge) - clock.getAsLong());
    }

    /** The bundle is being inferred from now on. */
    void begin() {
        bundleStart = clock.getAsLong();
        size = 0;
    }

    /**
     * The bundle is done; nanoseconds since its oldest click came.
     *
     * @param stillWaiting clicks that it left for the next: they do not count towards its size, and
     *     do not wait for company
     */
    long end(int stillWaiting) {
        left = stillWaiting;
        long now = clock.getAsLong();
        long since = Math.max(1, now - lastEnd);
        load += NEWEST * ((double) (now - bundleStart) / since - load);
        lastEnd = now;
        return now - oldestClick;
    }

    /** Share of recent time spent in bundles, 0 to 1. */
    double load() {
        return load;
    }
}
