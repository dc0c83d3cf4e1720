package io.riffle.serving;

import io.riffle.schema.UserHistory;
import java.util.Arrays;

/**
 * One user's events as the backbone sees them: item rows and seconds by sequence.
 *
 * <p>Row 0 stands for an item outside the vocabulary: seen, so never proposed again, but no input.
 */
final class KnownEvents {
    private final long first;
    private final int[] rows;
    private final long[] seconds;

    /** Reads the events [first, end) of a history. */
    KnownEvents(UserHistory history, ItemIndex index, long first, long end) {
        this.first = first;
        int count = (int) (end - first);
        this.rows = new int[count];
        this.seconds = new long[count];
        for (int i = 0; i < count; i++) {
            rows[i] = index.row(history.itemId(first + i));
            seconds[i] = Math.floorDiv(history.time(first + i), 1000);
        }
    }

    /** Known events in [from, to). */
    int count(long from, long to) {
        int count = 0;
        for (int i = (int) (from - first); i < to - first; i++) {
            if (rows[i] != 0) {
                count++;
            }
        }
        return count;
    }

    /** Item rows of all events in [from, to), 0 where unknown. */
    int[] all(long from, long to) {
        return Arrays.copyOfRange(rows, (int) (from - first), (int) (to - first));
    }

    /** Item rows of the last {@code count} known events before {@code to}. */
    int[] rows(int count, long to) {
        int[] known = new int[count];
        int next = count;
        for (int i = (int) (to - first) - 1; next > 0; i--) {
            if (rows[i] != 0) {
                known[--next] = rows[i];
            }
        }
        return known;
    }

    /** Their times, and the query time after them. */
    long[] seconds(int count, long to, long querySeconds) {
        long[] known = new long[count + 1];
        known[count] = querySeconds;
        int next = count;
        for (int i = (int) (to - first) - 1; next > 0; i--) {
            if (rows[i] != 0) {
                known[--next] = seconds[i];
            }
        }
        return known;
    }
}
