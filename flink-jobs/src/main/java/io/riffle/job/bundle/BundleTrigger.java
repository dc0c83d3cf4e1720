package io.riffle.job.bundle;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says when a bundle is inferred: when it is full, or when its input has run dry and it has waited
 * long enough.
 *
 * <p>How long is enough adapts to the share of a core that bundles take. Below half of it a click
 * waits for nobody. Above, waiting for company saves more time than it costs, and the wait grows to
 * the bound at a whole core. On a machine whose cores are busy with other things bundles take long
 * and need no more of a core: there a wait would be one more. Pure; the clocks are injected.
 *
 * <p><b>Units</b>: nanoseconds of the given clocks.
 */
final class BundleTrigger {

    /** Share of a core up to which nobody waits. */
    private static final double IDLE_SHARE = 0.5;

    /** Weight of the newest bundle in load and share: about the last ten bundles count. */
    private static final double NEWEST = 0.1;

    private final int maxSize;
    private final long maxAge;
    private final LongSupplier clock;
    private final LongSupplier cpu;
    private int size;
    private int left;
    private long oldestClick;
    private long bundleStart;
    private long cpuAtStart;
    private long lastEnd;
    private double load;
    private double share;

    /**
     * @param maxSize clicks, at least 1
     * @param maxAge longest wait after the oldest click of a bundle
     * @param clock monotonic
     * @param cpu processor time of the calling thread
     */
    BundleTrigger(int maxSize, Duration maxAge, LongSupplier clock, LongSupplier cpu) {
        this.maxSize = maxSize;
        this.maxAge = maxAge.toNanos();
        this.clock = clock;
        this.cpu = cpu;
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
        double busy = Math.max(0, (share - IDLE_SHARE) / (1 - IDLE_SHARE));
        return Math.max(0, oldestClick + (long) (busy * maxAge) - clock.getAsLong());
    }

    /** The bundle is being inferred from now on. */
    void begin() {
        bundleStart = clock.getAsLong();
        cpuAtStart = cpu.getAsLong();
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
        share += NEWEST * ((double) (cpu.getAsLong() - cpuAtStart) / since - share);
        lastEnd = now;
        return now - oldestClick;
    }

    /** Share of recent time spent in bundles, 0 to 1. */
    double load() {
        return load;
    }
}
