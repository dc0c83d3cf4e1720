package io.riffle.serving;

import io.riffle.serving.items.ItemIndex;
import io.riffle.serving.items.KnownEvents;
import java.util.Arrays;

/**
 * One query with what the generator needs of its user.
 *
 * @param events of the turn
 * @param length known events that the backbone reads; 0 when there is nothing to encode
 * @param whole whether these are all known events of the query's window
 */
record Request(Turn turn, Query query, KnownEvents events, int length, boolean whole) {

    /**
     * Counts what the backbone will read.
     *
     * @param most known events that the backbone reads; more are there only when the window was not
     *     moved as {@link Recommender#windowStart} asks, and then the newest count
     */
    static Request of(Turn turn, Query query, KnownEvents events, int most) {
        int known = events.count(query.windowStart(), query.endSequence());
        return new Request(turn, query, events, Math.min(known, most), known <= most);
    }

    /** Item rows of the window, oldest first. */
    int[] rows() {
        return events.rows(length, query.endSequence());
    }

    /** Their times, then the query time; seconds. */
    long[] seconds() {
        long[] seconds = Arrays.copyOf(events.seconds(length, query.endSequence()), length + 1);
        seconds[length] = querySeconds();
        return seconds;
    }

    long querySeconds() {
        return Math.floorDiv(query.queryTime(), 1000);
    }

    /** Rows that must not be proposed: seen and disliked. */
    int[] excluded(ItemIndex index) {
        return disliked(index, events.all(query.beginSequence(), query.endSequence()));
    }

    /** Rows that must not be proposed even where they are asked for. */
    int[] disliked(ItemIndex index) {
        return disliked(index, new int[0]);
    }

    private int[] disliked(ItemIndex index, int[] seen) {
        int[] excluded = Arrays.copyOf(seen, seen.length + query.disliked().size());
        int next = seen.length;
        for (String itemId : query.disliked()) {
            excluded[next++] = index.row(itemId);
        }
        return excluded;
    }
}
