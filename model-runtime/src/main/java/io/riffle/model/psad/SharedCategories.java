package io.riffle.model.psad;

/**
 * Weight of the categories that candidates of a list share, pair by pair, worked out for those that
 * are placed.
 *
 * <p><b>State</b>: of one slate, the rows that were asked for.
 */
final class SharedCategories {
    private final float[][] rows;
    private final long[] categories; // of several lists, (B, K, C)
    private final int from; // where this list begins
    private final int perItem;
    private final float[] weights;

    /**
     * Of one list among several.
     *
     * @param categories (B, K, C) category rows; 0 and 1 are padding and none
     * @param list number of the list
     * @param weights of the category rows
     */
    SharedCategories(long[] categories, int list, int candidates, int perItem, float[] weights) {
        this.categories = categories;
        this.from = list * candidates * perItem;
        this.perItem = perItem;
        this.weights = weights;
        rows = new float[candidates][];
    }

    /** Given pair by pair. */
    SharedCategories(float[] shared_KK, int candidates) {
        this(new long[0], 0, candidates, 0, new float[0]);
        for (int i = 0; i < candidates; i++) {
            rows[i] = java.util.Arrays.copyOfRange(shared_KK, i * candidates, (i + 1) * candidates);
        }
    }

    /** What each candidate shares with one that is placed. */
    float[] with(int placed) {
        float[] row = rows[placed];
        if (row == null) {
            row = new float[rows.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = shared(from + placed * perItem, from + i * perItem);
            }
            rows[placed] = row;
        }
        return row;
    }

    private float shared(int a, int b) {
        float sum = 0;
        for (int i = a; i < a + perItem; i++) {
            long category = categories[i];
            for (int j = b; category > 1 && j < b + perItem; j++) {
                sum += category == categories[j] ? weights[(int) category] : 0;
            }
        }
        return sum;
    }
}
