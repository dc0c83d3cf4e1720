package io.riffle.training.backbone;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts what is sorted by length into batches of at most so many positions, padding included. */
public final class Batches {
    private Batches() {}

    /**
     * Cuts what is sorted by length into batches of at most that many positions, padding included.
     */
    public static <T> List<List<T>> of(List<T> sorted, ToIntFunction<T> length, int positions) {
        List<List<T>> batches = new ArrayList<>();
        List<T> batch = new ArrayList<>();
        for (T next : sorted) {
            if (!batch.isEmpty()
                    && (long) length.applyAsInt(next) * (batch.size() + 1) > positions) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.add(next);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
