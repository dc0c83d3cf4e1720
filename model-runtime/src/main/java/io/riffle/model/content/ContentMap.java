package io.riffle.model.content;

import io.riffle.model.content.ContentFeatures.Sparse;
import io.riffle.model.sources.SourceTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * From the content of an item to its row: linear in {@link ContentFeatures}, fitted to the
 * directions of trained rows by ridge regression, and as long as the median of them.
 *
 * <p><b>Shapes</b>: F features, D width of a row. <b>Source</b>: Hoerl and Kennard, Technometrics
 * 12 (1970). <b>State</b>: none; any number of threads.
 */
public final class ContentMap {
    /** Rows that it is fitted to at most, evenly from all: more change little. */
    private static final int MOST_ROWS = 20_000;

    private static final String WEIGHTS = "content.weights";
    private static final String LENGTH = "content.length";
    private static final String NAMES = "content.categories";
    private static final String SHAPE = "content.shape";

    private final ContentFeatures features;
    private final int width;
    private final float[] weights; // [F, D]
    private final float length;

    private ContentMap(ContentFeatures features, int width, float[] weights, float length) {
        this.features = features;
        this.width = width;
        this.weights = weights;
        this.length = length;
    }

    /**
     * Fits a map; null where there is no row to fit it to.
     *
     * @param table rows of items, [rows, D]; row 0 is nobody's
     * @param content of the item of a row
     * @param learned which rows were trained
     */
    public static @Nullable ContentMap fit(
            float[] table, int width, IntFunction<Content> content, IntPredicate learned) {
        List<Content> items = new ArrayList<>();
        List<float[]> directions = new ArrayList<>();
        List<Double> lengths = new ArrayList<>();
        int rows = table.length / width;
        int step = Math.max(1, rows / MOST_ROWS);
        for (int row = 1; row < rows; row += step) {
            float[] direction = Arrays.copyOfRange(table, row * width, (row + 1) * width);
            double norm = norm(direction);
            if (norm > 0 && learned.test(row)) {
                scale(direction, 1 / norm);
                items.add(content.apply(row));
                directions.add(direction);
                lengths.add(norm);
            }
        }
        if (items.isEmpty()) {
            return null;
        }
        ContentFeatures features = ContentFeatures.of(items);
        Sparse[] known = items.stream().map(features::of).toArray(Sparse[]::new);
        float[] weights =
                new Ridge(known, directions.toArray(new float[0][]), features.count(), width)
                        .solve();
        lengths.sort(null);
        return new ContentMap(
                features, width, weights, lengths.get(lengths.size() / 2).floatValue());
    }

    /** The row of an item, [D]. */
    public float[] row(Content item) {
        float[] row = new float[width];
        Sparse known = features.of(item);
        for (int i = 0; i < known.at().length; i++) {
            int from = known.at()[i] * width;
            for (int d = 0; d < width; d++) {
                row[d] += known.values()[i] * weights[from + d];
            }
        }
        double norm = norm(row);
        if (norm > 0) {
            scale(row, length / norm);
        }
        return row;
    }

    /** Width of a row. */
    public int width() {
        return width;
    }

    /**
     * What is published beside the weights.
     *
     * @param others that go along; null = none
     */
    public SourceTables with(@Nullable SourceTables others) {
        Map<String, float[]> reals = new HashMap<>(others == null ? Map.of() : others.reals());
        Map<String, int[]> whole = new HashMap<>(others == null ? Map.of() : others.whole());
        long[] names = features.names();
        int[] halves = new int[2 * names.length];
        for (int i = 0; i < names.length; i++) {
            halves[2 * i] = (int) (names[i] >>> 32);
            halves[2 * i + 1] = (int) names[i];
        }
        reals.put(WEIGHTS, weights);
        reals.put(LENGTH, new float[] {length});
        whole.put(NAMES, halves);
        whole.put(SHAPE, new int[] {names.length, features.vector(), width});
        return new SourceTables(reals, whole);
    }

    /**
     * The map that was published; null = none was.
     *
     * @throws IllegalArgumentException when it is broken
     */
    public static @Nullable ContentMap of(@Nullable SourceTables tables) {
        if (tables == null || !tables.whole().containsKey(SHAPE)) {
            return null;
        }
        int[] shape = tables.whole(SHAPE, 3);
        int[] halves = tables.whole(NAMES, 2 * shape[0]);
        long[] names = new long[shape[0]];
        for (int i = 0; i < names.length; i++) {
            names[i] = ((long) halves[2 * i] << 32) | (halves[2 * i + 1] & 0xFFFF_FFFFL);
        }
        ContentFeatures features = new ContentFeatures(names, shape[1]);
        float[] weights = tables.real(WEIGHTS, features.count() * shape[2]);
        return new ContentMap(features, shape[2], weights, tables.real(LENGTH, 1)[0]);
    }

    private static double norm(float[] row) {
        double square = 0;
        for (float value : row) {
            square += (double) value * value;
        }
        return Math.sqrt(square);
    }

    private static void scale(float[] row, double by) {
        for (int d = 0; d < row.length; d++) {
            row[d] *= (float) by;
        }
    }
}
