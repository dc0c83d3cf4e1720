package io.riffle.schema.history;

import io.riffle.schema.Activity;
import io.riffle.schema.Rules;
import java.util.Locale;

/**
 * The part of a {@link UserHistory} that every click changes; the events are in {@link
 * HistoryPage}s.
 *
 * @param firstSequence of the oldest kept event
 * @param endSequence one past the newest event
 * @param windowStart sequence of the first event that the model reads
 * @param lateInserts how often sequences have shifted
 * @param arrivals events ever added
 * @param activity kept beside the history, because every click changes it too
 */
public record HistoryHead(
        long firstSequence,
        long endSequence,
        long windowStart,
        long lateInserts,
        long arrivals,
        Activity activity) {

    /** A head of a user of whose activity nothing is known. */
    public HistoryHead(
            long firstSequence,
            long endSequence,
            long windowStart,
            long lateInserts,
            long arrivals) {
        this(firstSequence, endSequence, windowStart, lateInserts, arrivals, Activity.NONE);
    }

    /** Checks the order of the sequences. */
    public HistoryHead {
        Rules.notNegative("first sequence", firstSequence, "a history head");
        Rules.notNegative("late inserts", lateInserts, "a history head");
        if (windowStart < firstSequence || windowStart > endSequence || arrivals < endSequence) {
            throw Rules.broken(
                    "window start",
                    windowStart,
                    "a history head",
                    String.format(
                            Locale.ROOT,
                            "lie in [%d, %d], and no more events be kept than the %d that came",
                            firstSequence,
                            endSequence,
                            arrivals),
                    "the state is not a user history's");
        }
    }

    /** This head with another activity. */
    public HistoryHead with(Activity newActivity) {
        return new HistoryHead(
                firstSequence, endSequence, windowStart, lateInserts, arrivals, newActivity);
    }
}
