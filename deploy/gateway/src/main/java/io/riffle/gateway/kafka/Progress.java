package io.riffle.gateway.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Whether the brokers take what they are sent. */
final class Progress {

    /** Brokers that acknowledge nothing for so long, while something waits, are silent. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private long waiting;
    private long last;

    /**
     * @param nanos a clock that never goes back
     */
    Progress(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized void sent() {
        if (waiting++ == 0) {
            last = nanos.getAsLong();
        }
    }

    /**
     * @param taken whether the brokers have it now; else it was given up
     */
    synchronized void done(boolean taken) {
        waiting--;
        if (taken) {
            last = nanos.getAsLong();
        }
    }

    synchronized boolean silent() {
        return waiting > 0 && nanos.getAsLong() - last > PATIENCE.toNanos();
    }
}
