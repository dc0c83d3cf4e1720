package io.riffle.model.content;

import io.riffle.schema.Ids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The features of an item's content: a one, a one for each of its categories that is known, and its
 * vector at unit length.
 *
 * <p><b>Shapes</b>: C categories, V values of a vector; features are numbered 0 (the constant), 1
 * to C, C + 1 to C + V.
 */
final class ContentFeatures {
    /** Categories with a feature of their own; of more the most frequent. */
    static final int MOST_CATEGORIES = 2_000;

    private final long[] names; // hashes, rising
    private final int vector;

    ContentFeatures(long[] names, int vector) {
        this.names = names;
        this.vector = vector;
    }

    /** Those of a catalogue: its most frequent categories, and vectors of the most usual length. */
    static ContentFeatures of(List<Content> items) {
        Map<Long, Integer> categories = new HashMap<>();
        Map<Integer, Integer> lengths = new HashMap<>();
        for (Content item : items) {
            for (String name : item.categories()) {
                categories.merge(Ids.eventHash(name), 1, Integer::sum);
            }
            lengths.merge(item.vector().length, 1, Integer::sum);
        }
        lengths.remove(0);
        List<Long> kept = new ArrayList<>(categories.keySet());
        kept.sort(
                Comparator.<Long>comparingInt(hash -> -categories.getOrDefault(hash, 0))
                        .thenComparing(Comparator.naturalOrder()));
        long[] names =
                kept.stream().limit(MOST_CATEGORIES).mapToLong(Long::longValue).sorted().toArray();
        int vector =
                lengths.keySet().stream()
                        .max(
                                Comparator.<Integer>comparingInt(
                                                length -> lengths.getOrDefault(length, 0))
                                        .thenComparing(Comparator.naturalOrder()))
                        .orElse(0);
        return new ContentFeatures(names, vector);
    }

    int count() {
        return 1 + names.length + vector;
    }

    /** Hashes of the categories, rising. */
    long[] names() {
        return names.clone();
    }

    int vector() {
        return vector;
    }

    /** The features of an item that are not zero. */
    Sparse of(Content item) {
        int[] ones =
                item.categories().stream()
                        .mapToInt(name -> Arrays.binarySearch(names, Ids.eventHash(name)))
                        .filter(at -> at >= 0)
                        .map(at -> 1 + at)
                        .sorted()
                        .distinct()
                        .toArray();
        int dense = item.vector().length == vector ? vector : 0;
        int[] at = new int[1 + ones.length + dense];
        float[] values = new float[at.length];
        values[0] = 1;
        System.arraycopy(ones, 0, at, 1, ones.length);
        Arrays.fill(values, 1, 1 + ones.length, 1);
        double length = 0;
        for (int v = 0; v < dense; v++) {
            length += (double) item.vector()[v] * item.vector()[v];
        }
        for (int v = 0; v < dense; v++) {
            at[1 + ones.length + v] = 1 + names.length + v;
            values[1 + ones.length + v] =
                    length > 0 ? (float) (item.vector()[v] / Math.sqrt(length)) : 0;
        }
        return new Sparse(at, values);
    }

    /**
     * Numbers of features, and their values.
     *
     * @param at rising
     */
    record Sparse(int[] at, float[] values) {}
}
