package io.riffle.training;

/**
 * One user's events in time order, some of which are to be predicted from those before them. Events
 * that are no target are context: they carry no loss.
 *
 * <p>Arrays have one entry per event; the first event is never a target.
 *
 * @param itemIds oldest first
 * @param seconds epoch seconds, never falling
 * @param target whether the event carries loss; the last one does, and some right before it
 */
public record TargetSequence(String userId, String[] itemIds, long[] seconds, boolean[] target) {

    /** Number of events, targets included. */
    public int size() {
        return itemIds.length;
    }

    /** Number of events that carry loss. */
    public int targets() {
        int targets = 0;
        for (boolean each : target) {
            targets += each ? 1 : 0;
        }
        return targets;
    }
}
