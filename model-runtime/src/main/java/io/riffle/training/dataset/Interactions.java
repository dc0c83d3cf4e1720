package io.riffle.training.dataset;

import io.riffle.schema.Action;
import java.util.Arrays;
import java.util.List;

/**
 * Who took what when, in primitive arrays: 16 bytes an event, 20 where not all weigh the same, and
 * one more where not all are clicks. Events lie user by user, in time order, equal times in the
 * order they were added. Immutable.
 *
 * <p><b>Shapes</b>: event indices run over all events; user {@code u} owns {@code [begin(u),
 * end(u))}. Item rows start at 1, row 0 is padding. <b>Units</b>: epoch seconds.
 */
public final class Interactions {
    private final List<String> userIds;
    private final List<String> itemIds;
    private final int[] offsets;
    private final int[] rows;
    private final long[] seconds;
    private final int[] ordinals;
    private final WeightColumn weights;
    private final ActionColumn actions;

    Interactions(
            List<String> userIds,
            List<String> itemIds,
            int[] offsets,
            int[] rows,
            long[] seconds,
            int[] ordinals,
            WeightColumn weights,
            ActionColumn actions) {
        this.userIds = userIds;
        this.itemIds = itemIds;
        this.offsets = offsets;
        this.rows = rows;
        this.seconds = seconds;
        this.ordinals = ordinals;
        this.weights = weights;
        this.actions = actions;
    }

    /** Number of users. */
    public int users() {
        return userIds.size();
    }

    /** Number of item rows, row 0 included. */
    public int itemRows() {
        return itemIds.size() + 1;
    }

    /** Number of events. */
    public int size() {
        return rows.length;
    }

    /** Ids by row: the item of row r is at r - 1. */
    public List<String> itemIds() {
        return itemIds;
    }

    /** Id of user u. */
    public String userId(int u) {
        return userIds.get(u);
    }

    /** First event of user u. */
    public int begin(int u) {
        return offsets[u];
    }

    /** One after the last event of user u. */
    public int end(int u) {
        return offsets[u + 1];
    }

    /** Item rows of all events; not to be changed. */
    public int[] rows() {
        return rows;
    }

    /** Item row of an event. */
    public int row(int event) {
        return rows[event];
    }

    /** Time of an event. */
    public long seconds(int event) {
        return seconds[event];
    }

    /** How much an event teaches as a target: by what its loss is multiplied. */
    public float weight(int event) {
        return weights.get(event);
    }

    /** What the user did. */
    public Action action(int event) {
        return actions.get(event);
    }

    /** The user of an event. */
    public int userOf(int event) {
        int at = Arrays.binarySearch(offsets, event);
        if (at < 0) {
            return -at - 2;
        }
        while (offsets[at + 1] == event) {
            at++;
        }
        return at;
    }

    /** All events in time order over all users, equal times in the order they were added. */
    public int[] inTimeOrder() {
        int[] byOrdinal = new int[rows.length];
        for (int event = 0; event < rows.length; event++) {
            byOrdinal[ordinals[event]] = event;
        }
        long[] times = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            times[i] = seconds[byOrdinal[i]];
        }
        int[] order = StableOrder.of(times, 0, times.length);
        for (int i = 0; i < order.length; i++) {
            order[i] = byOrdinal[order[i]];
        }
        return order;
    }

    /**
     * The same events over a vocabulary: its items keep their rows, others follow in time order.
     */
    public Interactions over(List<String> vocabulary) {
        InteractionsBuilder renumbered = new InteractionsBuilder(vocabulary);
        for (int event : inTimeOrder()) {
            add(event, renumbered);
        }
        return renumbered.build();
    }

    /** The events before a time, over the users and items that have any. */
    public Interactions before(long second) {
        InteractionsBuilder earlier = new InteractionsBuilder();
        for (int event : inTimeOrder()) {
            if (seconds[event] < second) {
                add(event, earlier);
            }
        }
        return earlier.build();
    }

    private void add(int event, InteractionsBuilder to) {
        to.add(
                userIds.get(userOf(event)),
                itemIds.get(rows[event] - 1),
                seconds[event],
                action(event),
                weight(event));
    }
}
