package io.riffle.model.candidates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the reranker knows about every item by its row: categories, popularity and first appearance,
 * as of its publication.
 *
 * <p>Row 0 is padding, and every item the table does not have. It travels in the artifact, so that
 * an output is a function of the history and the versions alone.
 */
public final class ItemTable {
    private final List<String> itemIds; // of row 1, 2, ...
    private final Map<String, Integer> rows;
    private final int itemCategories;
    private final int[] categories; // (rows, itemCategories), 0 = padding
    private final float[] logCounts;
    private final float[] firstSeenDays; // since 1970; negative = unknown

    private ItemTable(
            List<String> itemIds,
            int itemCategories,
            int[] categories,
            float[] logCounts,
            float[] firstSeenDays) {
        this.itemIds = List.copyOf(itemIds);
        this.itemCategories = itemCategories;
        this.categories = categories;
        this.logCounts = logCounts;
        this.firstSeenDays = firstSeenDays;
        this.rows = new HashMap<>(itemIds.size() * 2);
        for (int i = 0; i < itemIds.size(); i++) {
            rows.put(itemIds.get(i), i + 1);
        }
    }

    /**
     * What a reranker reads about an item besides its categories: ln(1 + clicks), and the day of
     * its first appearance since 1970, -1 when unknown.
     *
     * @param clicks how often it was acted on
     * @param firstSeenSeconds epoch seconds of its first appearance; 0 when unknown
     */
    public static float[] facts(long clicks, long firstSeenSeconds) {
        return new float[] {
            (float) Math.log1p((double) clicks),
            firstSeenSeconds > 0 ? (float) (firstSeenSeconds / 86400.0) : -1
        };
    }

    /** A table to be filled, whose categories are those of {@code columns}. */
    public static Builder builder(RerankColumns columns) {
        return new Builder(columns);
    }

    /**
     * A table read back from an artifact.
     *
     * @param categories (rows, categories of an item) category rows, 0 for padding
     * @throws IllegalArgumentException when a category row is not one of the columns' or the arrays
     *     do not fit the items
     */
    public static ItemTable of(
            List<String> itemIds,
            RerankColumns columns,
            float[] categories,
            float[] logCounts,
            float[] firstSeenDays) {
        int rows = itemIds.size() + 1;
        int perItem = columns.itemCategories();
        if (categories.length != (long) rows * perItem
                || logCounts.length != rows
                || firstSeenDays.length != rows) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The item facts of the reranker must be those of its %d rows.",
                            rows));
        }
        int[] whole = new int[categories.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = columns.checkCategoryRow(categories[i]);
        }
        return new ItemTable(itemIds, perItem, whole, logCounts, firstSeenDays);
    }

    /** This table and, after its rows, items about which nothing is known. */
    public ItemTable with(List<String> moreItemIds) {
        List<String> ids = new ArrayList<>(itemIds);
        for (String itemId : moreItemIds) {
            if (!rows.containsKey(itemId)) {
                ids.add(itemId);
            }
        }
        int size = ids.size() + 1;
        int[] wider = Arrays.copyOf(categories, Math.multiplyExact(size, itemCategories));
        float[] days = Arrays.copyOf(firstSeenDays, size);
        for (int row = size(); row < size; row++) {
            wider[row * itemCategories] = 1;
            days[row] = -1;
        }
        return new ItemTable(ids, itemCategories, wider, Arrays.copyOf(logCounts, size), days);
    }

    /** Rows, the padding row included. */
    public int size() {
        return itemIds.size() + 1;
    }

    /** Item ids of row 1, 2, ... */
    public List<String> itemIds() {
        return itemIds;
    }

    /** Row of an item; 0 when the table does not have it. */
    public int row(String itemId) {
        return rows.getOrDefault(itemId, 0);
    }

    /** (rows, itemCategories) category rows. */
    public float[] categories() {
        float[] real = new float[categories.length];
        for (int i = 0; i < real.length; i++) {
            real[i] = categories[i];
        }
        return real;
    }

    /** ln(1 + clicks) by row. */
    public float[] logCounts() {
        return logCounts.clone();
    }

    /** Day of the first appearance by row, since 1970; negative when unknown. */
    public float[] firstSeenDays() {
        return firstSeenDays.clone();
    }

    /** The k-th category row of an item's row; 0 = padding. */
    public int category(int row, int k) {
        return categories[row * itemCategories + k];
    }

    float logCount(int row) {
        return logCounts[row];
    }

    float firstSeenDay(int row) {
        return firstSeenDays[row];
    }

    /** Collects items in row order. */
    public static final class Builder {
        private final RerankColumns columns;
        private final CategoryRows categoryRows;
        private final List<String> itemIds = new ArrayList<>();
        private final List<int[]> categories = new ArrayList<>();
        private final List<float[]> facts = new ArrayList<>();

        private Builder(RerankColumns columns) {
            this.columns = columns;
            this.categoryRows = new CategoryRows(columns);
        }

        /**
         * Adds the item of the next row.
         *
         * @param clicks how often it was acted on until publication
         * @param firstSeenSeconds epoch seconds of its first appearance; 0 when unknown
         */
        public Builder add(
                String itemId, List<String> itemCategories, long clicks, long firstSeenSeconds) {
            itemIds.add(itemId);
            categories.add(categoryRows.of(itemCategories));
            facts.add(facts(clicks, firstSeenSeconds));
            return this;
        }

        /** The finished table. */
        public ItemTable build() {
            int rows = itemIds.size() + 1;
            int width = columns.itemCategories();
            int[] flat = new int[Math.multiplyExact(rows, width)];
            float[] counts = new float[rows];
            float[] days = new float[rows];
            days[0] = -1;
            for (int i = 1; i < rows; i++) {
                System.arraycopy(categories.get(i - 1), 0, flat, i * width, width);
                counts[i] = facts.get(i - 1)[0];
                days[i] = facts.get(i - 1)[1];
            }
            return new ItemTable(itemIds, width, flat, counts, days);
        }
    }
}
