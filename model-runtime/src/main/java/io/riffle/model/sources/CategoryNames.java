package io.riffle.model.sources;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Numbers of categories, from 1 in the order in which they were met, by the hashes of their names.
 *
 * <p><b>State</b>: owned by one thread.
 */
final class CategoryNames {
    private final Map<Long, Integer> numbers = new LinkedHashMap<>();

    /** One more than the highest number. */
    int size() {
        return numbers.size() + 1;
    }

    /** Number of a category; 0 when there are too many. */
    int number(long hash) {
        Integer known = numbers.get(hash);
        if (known != null || numbers.size() == CategoryCounts.MOST) {
            return known == null ? 0 : known;
        }
        numbers.put(hash, size());
        return numbers.size();
    }

    /** Hashes, that of number 1 first. */
    Set<Long> hashes() {
        return numbers.keySet();
    }

    void clear() {
        numbers.clear();
    }

    /** Hashes as a column: two whole numbers each. */
    int[] column() {
        int[] halves = new int[2 * numbers.size()];
        int at = 0;
        for (long hash : numbers.keySet()) {
            halves[at++] = (int) (hash >>> Integer.SIZE);
            halves[at++] = (int) hash;
        }
        return halves;
    }

    /** Reads what {@link #column} made; of hashes that are not all different there are fewer. */
    void read(int[] halves) {
        for (int at = 0; at < halves.length; at += 2) {
            long high = (long) halves[at] << Integer.SIZE;
            number(high | Integer.toUnsignedLong(halves[at + 1]));
        }
    }
}
