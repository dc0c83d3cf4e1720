package io.riffle.training.evaluation;

import io.riffle.training.dataset.Interactions;
import java.util.Arrays;

/**
 * The events of a prequential run in time order, and which of them are scored.
 *
 * <p><b>Shapes</b>: a scored event's place is its number among the scored ones, in time order.
 * Immutable.
 */
public final class ScoredStream {
    /** Which events count, from the first that is scored on. */
    public enum Clicks {
        /** Every one; repeats and first clicks are missed by whoever takes seen items out. */
        ALL,
        /** Clicks of a user that clicked before, on items new to that user. */
        NEW
    }

    private final Interactions interactions;
    private final int[] order;
    private final int first;
    private final int[] places;
    private final int[] positions;
    private int repeats;
    private int firstClicks;

    /**
     * Looks through the events.
     *
     * @param scoreFrom share of the events, in time order, before the first that is scored
     */
    public ScoredStream(Interactions interactions, double scoreFrom, Clicks clicks) {
        this.interactions = interactions;
        this.order = interactions.inTimeOrder();
        this.first = (int) (order.length * scoreFrom);
        this.places = new int[order.length];
        Arrays.fill(places, -1);
        boolean[] repeated = repeated();
        int[] scored = new int[order.length - first];
        int count = 0;
        for (int i = first; i < order.length; i++) {
            int event = order[i];
            boolean opens = event == interactions.begin(interactions.userOf(event));
            firstClicks += opens ? 1 : 0;
            repeats += repeated[event] ? 1 : 0;
            boolean counts =
                    switch (clicks) {
                        case ALL -> true;
                        case NEW -> !opens && !repeated[event];
                    };
            if (counts) {
                scored[count] = i;
                places[event] = count++;
            }
        }
        this.positions = Arrays.copyOf(scored, count);
    }

    Interactions interactions() {
        return interactions;
    }

    /** Event indices in time order; not to be changed. */
    int[] order() {
        return order;
    }

    /** Number of events, scored or not. */
    public int events() {
        return order.length;
    }

    /** Position in time order from which events are scored. */
    public int first() {
        return first;
    }

    /** Number of scored events. */
    public int size() {
        return positions.length;
    }

    /** Place of an event among the scored ones; -1 when it is not scored. */
    int place(int event) {
        return places[event];
    }

    /** User of the scored event at a place. */
    int userAt(int place) {
        return interactions.userOf(order[positions[place]]);
    }

    /** Events of the stream up to the scored one at a place, that one included. */
    public int eventsUntil(int place) {
        return positions[place] + 1;
    }

    /** Events since the first that could be scored on an item of the user's own past. */
    public int repeats() {
        return repeats;
    }

    /** Events since the first that could be scored that are their user's first. */
    public int firstClicks() {
        return firstClicks;
    }

    /**
     * End of a stretch of at least so many events, in time order. It never parts the events of one
     * second: they are all scored before any of them is learned from.
     */
    int stretchEnd(int from, int least) {
        int to = (int) Math.min(order.length, (long) from + least);
        while (to < order.length
                && interactions.seconds(order[to]) == interactions.seconds(order[to - 1])) {
            to++;
        }
        return to;
    }

    private boolean[] repeated() {
        boolean[] repeated = new boolean[order.length];
        int[] takenBy = new int[interactions.itemRows()];
        for (int u = 0; u < interactions.users(); u++) {
            for (int event = interactions.begin(u); event < interactions.end(u); event++) {
                repeated[event] = takenBy[interactions.row(event)] == u + 1;
                takenBy[interactions.row(event)] = u + 1;
            }
        }
        return repeated;
    }
}
