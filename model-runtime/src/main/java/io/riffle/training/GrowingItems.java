package io.riffle.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Item rows of a model whose vocabulary grows: an item keeps its row for ever, new ones are
 * appended. A new row starts at the mean of its categories' rows, else at the mean of all rows.
 *
 * <p><b>State</b>: owned by one thread, written with the trainer's state.
 */
final class GrowingItems {
    private static final double FIRST_DEVIATION = 0.02;

    private final int maxItems;
    private final List<String> ids = new ArrayList<>();
    private final Map<String, Integer> rows = new HashMap<>();
    private final Map<String, List<String>> categories = new HashMap<>();
    private long refused;

    /**
     * Starts with a vocabulary.
     *
     * @param itemIds id of row 1, of row 2, …
     */
    GrowingItems(List<String> itemIds, int maxItems) {
        this.maxItems = maxItems;
        itemIds.forEach(this::append);
    }

    /** Rows in use, the padding row 0 included. */
    int rows() {
        return ids.size() + 1;
    }

    /** Row of an item, 0 when it has none. */
    int row(String itemId) {
        return rows.getOrDefault(itemId, 0);
    }

    List<String> itemIds() {
        return Collections.unmodifiableList(ids);
    }

    /** Items that got no row because the table is full. */
    long refused() {
        return refused;
    }

    /** What the catalogue says about an item; it may come before or after the item's row. */
    void describe(String itemId, List<String> itemCategories) {
        if (itemCategories.isEmpty()) {
            categories.remove(itemId);
        } else {
            categories.put(itemId, List.copyOf(itemCategories));
        }
    }

    List<String> categories(String itemId) {
        return categories.getOrDefault(itemId, List.of());
    }

    /** Items with categories. */
    Map<String, List<String>> described() {
        return Collections.unmodifiableMap(categories);
    }

    /** Gives a row to an item without one; false when it has one or the table is full. */
    boolean admit(String itemId) {
        if (rows.containsKey(itemId)) {
            return false;
        }
        if (ids.size() >= maxItems) {
            refused++;
            return false;
        }
        append(itemId);
        return true;
    }

    /**
     * First values of the rows appended since there were {@code from}.
     *
     * @param table row-major values of the rows before {@code from}
     * @return one array of {@code width} values a new row
     */
    float[][] start(float[] table, int width, int from, long seed) {
        float[][] started = new float[rows() - from][];
        Map<String, Mean> means = new HashMap<>();
        Mean all = new Mean(width);
        for (int row = 1; row < from; row++) {
            all.add(table, row);
            for (String category : categories(ids.get(row - 1))) {
                means.computeIfAbsent(category, name -> new Mean(width)).add(table, row);
            }
        }
        SplittableRandom random = new SplittableRandom(seed * 31 + from);
        for (int i = 0; i < started.length; i++) {
            Mean start = new Mean(width);
            for (String category : categories(ids.get(from + i - 1))) {
                Mean mean = means.get(category);
                if (mean != null) {
                    start.add(mean);
                }
            }
            started[i] =
                    start.count > 0
                            ? start.values()
                            : all.count > 0 ? all.values() : drawn(width, random);
        }
        return started;
    }

    /** Small random values: the very first items have no mean to take. */
    private static float[] drawn(int width, SplittableRandom random) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
            values[i] = (float) (FIRST_DEVIATION * random.nextGaussian());
        }
        return values;
    }

    private void append(String itemId) {
        ids.add(itemId);
        rows.put(itemId, ids.size());
    }

    /** A running mean of rows. */
    private static final class Mean {
        private final double[] sum;
        private int count;

        Mean(int width) {
            sum = new double[width];
        }

        void add(float[] table, int row) {
            count++;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += table[row * sum.length + i];
            }
        }

        void add(Mean other) {
            count++;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += other.sum[i] / other.count;
            }
        }

        float[] values() {
            float[] values = new float[sum.length];
            for (int i = 0; i < sum.length; i++) {
                values[i] = (float) (sum[i] / count);
            }
            return values;
        }
    }
}
