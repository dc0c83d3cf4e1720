package io.riffle.training.evaluation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a backbone proposes to the events of a stretch, in one reading of ties.
 *
 * <p><b>Shapes</b>: rows of the interactions, not the backbone's own.
 */
final class BackboneLists {
    /** Candidates of a request, as many as a job takes by default. */
    static final int LENGTH = 50;

    private final Map<Integer, Proposed> lists = new HashMap<>();

    /**
     * Candidates of one event.
     *
     * @param rows best first
     * @param scores cosines, falling
     * @param temperature of the softmax over the scores
     */
    record Proposed(int[] rows, float[] scores, float temperature) {}

    @Nullable Proposed of(int event) {
        return lists.get(event);
    }

    void clear() {
        lists.clear();
    }

    /**
     * Keeps the best of an event.
     *
     * @param scores of the backbone's rows, from an index on
     * @param itemOf the interactions' row of each of the backbone's rows
     * @param taken by row, the mark of whom it was taken; those with {@code mark} are left out
     */
    void add(
            int event,
            float[] scores,
            int from,
            float temperature,
            int[] itemOf,
            int[] taken,
            int mark) {
        int[] best = new int[LENGTH];
        int size = 0;
        for (int row = 1; row < itemOf.length; row++) {
            float score = scores[from + row];
            boolean full = size == LENGTH;
            if (taken[row] == mark
                    || itemOf[row] == 0
                    || !(score > Float.NEGATIVE_INFINITY)
                    || (full && score <= scores[from + best[size - 1]])) {
                continue;
            }
            int at = full ? size - 1 : size++;
            while (at > 0 && scores[from + best[at - 1]] < score) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = row;
        }
        int[] rows = new int[size];
        float[] own = new float[size];
        for (int i = 0; i < size; i++) {
            rows[i] = itemOf[best[i]];
            own[i] = scores[from + best[i]];
        }
        lists.put(event, new Proposed(rows, own, temperature));
    }
}
