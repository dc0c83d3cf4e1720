package io.riffle.training.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * First values of new item rows: the mean of the rows of an item's categories, else of all rows,
 * else, for the very first items, small random ones.
 *
 * <p><b>Shapes</b>: D width; the table holds the rows that were learned, row-major, row 0 first.
 */
final class StartingRows {
    private static final double FIRST_DEVIATION = 0.02;

    private final GrowingItems items;
    private final int width;
    private final Map<String, Mean> byCategory = new HashMap<>();
    private final Mean all;

    /**
     * Takes the means of the rows of a table, which may be fewer than the items have by now.
     *
     * @param learned which rows count
     */
    StartingRows(GrowingItems items, float[] table, int width, IntPredicate learned) {
        this.items = items;
        this.width = width;
        this.all = new Mean(width);
        for (int row = 1; row < table.length / width; row++) {
            if (!learned.test(row)) {
                continue;
            }
            all.add(table, row);
            for (String category : items.categories(items.itemIds().get(row - 1))) {
                byCategory.computeIfAbsent(category, name -> new Mean(width)).add(table, row);
            }
        }
    }

    /** Values of some rows, [rows][D]. */
    float[][] of(int[] rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] started = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            Mean start = new Mean(width);
            for (String category : items.categories(items.itemIds().get(rows[i] - 1))) {
                Mean mean = byCategory.get(category);
                if (mean != null) {
                    start.add(mean);
                }
            }
            started[i] =
                    start.count > 0 ? start.values() : all.count > 0 ? all.values() : drawn(random);
        }
        return started;
    }

    private float[] drawn(SplittableRandom random) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
            values[i] = (float) (FIRST_DEVIATION * random.nextGaussian());
        }
        return values;
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
