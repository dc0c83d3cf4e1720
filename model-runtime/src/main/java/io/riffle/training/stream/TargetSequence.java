package io.riffle.training.stream;

import io.riffle.training.backbone.TrainingSequence;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One user's events in time order, some of which are to be predicted from those before them. Events
 * that are no target are context: they carry no loss.
 *
 * <p>Arrays have one entry per event; the first event is never a target.
 *
 * @param itemIds oldest first
 * @param seconds epoch seconds, never falling
 * @param weights by what the event's loss is multiplied, 0 = it carries none, below 0 = it is not
 *     wanted; the last one carries some, and some right before it
 */
public record TargetSequence(String userId, String[] itemIds, long[] seconds, float[] weights) {

    /** Number of events, targets included. */
    public int size() {
        return itemIds.length;
    }

    /** Number of events that carry loss. */
    public int targets() {
        int targets = 0;
        for (float each : weights) {
            targets += each != 0 ? 1 : 0;
        }
        return targets;
    }

    /** The events whose items have rows; null when no target is among them, or nothing before. */
    @Nullable TrainingSequence known(GrowingItems items) {
        int[] rows = new int[size()];
        long[] times = new long[rows.length];
        float[] known = new float[rows.length];
        int learnFrom = -1;
        int kept = 0;
        for (int i = 0; i < rows.length; i++) {
            int row = items.row(itemIds[i]);
            if (row > 0) {
                if (weights[i] != 0 && kept > 0 && learnFrom < 0) {
                    learnFrom = kept - 1;
                }
                rows[kept] = row;
                known[kept] = weights[i];
                times[kept++] = seconds[i];
            }
        }
        return learnFrom < 0
                ? null
                : new TrainingSequence(
                        Arrays.copyOf(rows, kept),
                        Arrays.copyOf(times, kept),
                        learnFrom,
                        Arrays.copyOf(known, kept));
    }
}
