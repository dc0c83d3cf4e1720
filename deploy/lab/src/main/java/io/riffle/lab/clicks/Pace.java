package io.riffle.lab.clicks;

import java.util.function.LongSupplier;

/**
 * When the next of an even stream of records is due. A late sender catches up: the schedule is
 * fixed by the first record, not by the last, unless it is forgiven.
 *
 * <p><b>Units</b>: records per second; ns of the given clock.
 */
public final class Pace {

    private final double perSecond;
    private final LongSupplier nanoTime;
    private long start;
    private long count;

    /**
     * @param perSecond above 0; {@link Double#POSITIVE_INFINITY} never waits
     */
    public Pace(double perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** Nanoseconds until the next record is due, 0 or less when it is; takes nothing. */
    public long untilNext() {
        if (count == 0 || Double.isInfinite(perSecond)) {
            return 0;
        }
        return start + (long) (count / perSecond * 1e9) - nanoTime.getAsLong();
    }

    /** What is late need not be caught up with: the next record is due now. */
    public void forgive() {
        start -= Math.min(0, untilNext());
    }

    /** One record is being sent. */
    public void take() {
        if (count++ == 0) {
            start = nanoTime.getAsLong();
        }
    }
}
