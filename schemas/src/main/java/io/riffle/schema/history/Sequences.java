package io.riffle.schema.history;

import io.riffle.schema.Rules;

/**
 * The numbers of a {@link UserHistory}: which sequences are kept and which can still be read, where
 * the window starts, and how much came.
 */
final class Sequences {

    private long physicalFirst;
    private long first;
    private long end;
    private long windowStart;
    private long lateInserts;
    private long arrivals;

    private Sequences() {}

    /** Those of a head, of whose events none has been read yet. */
    static Sequences before(HistoryHead head) {
        Sequences numbers = new Sequences();
        numbers.physicalFirst = head.firstSequence();
        numbers.first = head.firstSequence();
        numbers.end = head.firstSequence();
        numbers.windowStart = head.windowStart();
        numbers.lateInserts = head.lateInserts();
        numbers.arrivals = head.arrivals();
        return numbers;
    }

    Sequences copy() {
        Sequences copy = new Sequences();
        copy.physicalFirst = physicalFirst;
        copy.first = first;
        copy.end = end;
        copy.windowStart = windowStart;
        copy.lateInserts = lateInserts;
        copy.arrivals = arrivals;
        return copy;
    }

    HistoryHead head() {
        return new HistoryHead(first, end, windowStart(), lateInserts, arrivals);
    }

    int size() {
        return (int) (end - first);
    }

    long physicalFirst() {
        return physicalFirst;
    }

    long first() {
        return first;
    }

    long end() {
        return end;
    }

    long windowStart() {
        return Math.max(windowStart, first);
    }

    long lateInserts() {
        return lateInserts;
    }

    long arrivals() {
        return arrivals;
    }

    /** The stored events end here, of which the newest are kept. */
    void read(long storedEnd, int maxEvents) {
        end = storedEnd;
        first = Math.max(first, end - maxEvents);
    }

    /** Another event came, and has its place yet to find. */
    long arrived() {
        return ++arrivals;
    }

    /**
     * An event took a sequence, before others when it is late; the oldest leaves a full history.
     */
    void added(long sequence, boolean late, int maxEvents) {
        end++;
        if (late) {
            lateInserts++;
            // A window that has never hopped holds the whole history, also what comes late.
            if (sequence < windowStart() || (sequence == windowStart() && sequence > first)) {
                windowStart++;
            }
        }
        first = Math.max(first, end - maxEvents);
    }

    void moveWindow(long sequence) {
        if (sequence < first || sequence > end) {
            throw Rules.broken(
                    "window start",
                    sequence,
                    "a user history",
                    "be in [" + first + ", " + end + "]",
                    "it was computed before events left");
        }
        windowStart = sequence;
    }

    /** What is not kept can be read no longer. */
    void compacted() {
        physicalFirst = first;
    }
}
