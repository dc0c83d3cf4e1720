package io.riffle.serving.conditions;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an answer rests on: how often each thing that it looked at had changed, and the times for
 * which it is the same.
 *
 * <p><b>Units</b>: epoch ms. <b>State</b>: filled while the answer is made, then only read.
 */
final class Grounds {
    private final List<AtomicLong> things = new ArrayList<>();
    private final List<Long> changes = new ArrayList<>();
    private long from = Long.MIN_VALUE;
    private long until = Long.MAX_VALUE;

    /** The answer looked at something that counts its changes; called before it looks. */
    void on(AtomicLong counts) {
        things.add(counts);
        changes.add(counts.get());
    }

    /**
     * The answer compared numbers with a time less a duration.
     *
     * @param least that compares the same
     * @param most that compares the same
     */
    void within(double least, double most, long duration) {
        from = Math.max(from, bounded(least, duration));
        until = Math.min(until, bounded(most, duration));
    }

    /** Rests on what another answer rests on too. */
    void on(Grounds other) {
        things.addAll(other.things);
        changes.addAll(other.changes);
        from = Math.max(from, other.from);
        until = Math.min(until, other.until);
    }

    /** Whether the answer holds at a time, if nothing changes meanwhile. */
    boolean hold(long time) {
        boolean same = time >= from && time <= until;
        for (int i = 0; same && i < changes.size(); i++) {
            same = things.get(i).get() == changes.get(i);
        }
        return same;
    }

    /** The whole milliseconds from there on; what is infinite or too long is the end of time. */
    private static long bounded(double bound, long duration) {
        return (long) Math.ceil(bound + duration);
    }
}
