package io.riffle.training.dataset;

/**
 * What of a user's past is taken as known when an event is ranked by leave-one-out.
 *
 * @param seen newest known events whose items are taken out of the candidates; published code takes
 *     out those of the model's window only
 * @param tieSafe whether events that share the second with the target are unknown: their order is a
 *     convention of the file, and whoever has to answer does not have them yet
 */
public record KnownHistory(int seen, boolean tieSafe) {
    /** Every event before the target, in the file's order; all their items are taken out. */
    public static final KnownHistory ALL = new KnownHistory(Integer.MAX_VALUE, false);

    /** Checks the number of events. */
    public KnownHistory {
        if (seen < 0) {
            throw new IllegalArgumentException(
                    "The number of seen events ("
                            + seen
                            + ") of an evaluation must be at least 0.\nMaybe take out all.");
        }
    }

    /** Only events of earlier seconds. */
    public KnownHistory withoutTies() {
        return new KnownHistory(seen, true);
    }

    /** One after the last known event of a user before a target. */
    public int end(Interactions interactions, int begin, int target) {
        return tieSafe ? Ties.known(interactions, begin, target) : target;
    }

    /** The first of the events before {@code end} whose items are taken out. */
    public int seenFrom(int begin, int end) {
        return end - begin <= seen ? begin : end - seen;
    }
}
