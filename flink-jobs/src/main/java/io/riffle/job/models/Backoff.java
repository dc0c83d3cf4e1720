package io.riffle.job.models;

/**
 * How long to wait before what could not be read is tried again: twice as long after each failure.
 *
 * <p><b>Units</b>: ms.
 */
public final class Backoff {

    /** Least time between two tries. */
    public static final long FIRST_PAUSE = 1_000;

    static final long LONGEST_PAUSE = 60_000;

    /** Doublings beyond which a pause would overflow; it has been the longest long before. */
    private static final int MOST_DOUBLINGS = 20;

    private Backoff() {}

    /**
     * Time until the next try.
     *
     * @param failures one after the other, before the newest
     */
    static long after(int failures) {
        return Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(MOST_DOUBLINGS, failures));
    }
}
