package io.riffle.model.content;

import io.riffle.model.content.ContentFeatures.Sparse;
import io.riffle.model.tables.SourceTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * From the content of an item to its row: linear in {@link ContentFeatures}, fitted to trained rows
 * by ridge regression. The less the content tells, the shorter the row: as an event it says less,
 * and in training it turns sooner.
 *
 * <p><b>Shapes</b>: F features, D width of a row. <b>Source</b>: Hoerl and Kennard, Technometrics
 * 12 (1970). <b>State</b>: none; any number of threads.
 */
public final class ContentMap {
    /** Rows that it is fitted to at most, evenly from all: more change little. */
    static final int MOST_ROWS = 20_000;

    /**
     * Categories and values of vectors that it reads at most: who gives long vectors has fewer rows
     * read, or fitting would hold up what trains.
     */
    static final int MOST_VALUES = 1 << 22;

    private static final String WEIGHTS = "content.weights";
    private static final String NAMES = "content.categories";
    private static final String SHAPE = "content.shape";

    private final ContentFeatures features;
    private final int width;
    private final float[] weights; // [F, D]

    private ContentMap(ContentFeatures features, int width, float[] weights) {
        this.features = features;
        this.width = width;
        this.weights = weights;
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
        List<float[]> trained = new ArrayList<>();
        int rows = table.length / width;
        for (int row : read(rows, content, learned)) {
            items.add(content.apply(row));
            trained.add(Arrays.copyOfRange(table, row * width, (row + 1) * width));
        }
        if (items.isEmpty()) {
            return null;
        }
        ContentFeatures features = ContentFeatures.of(items);
        Sparse[] known = items.stream().map(features::of).toArray(Sparse[]::new);
        float[] weights =
                new Ridge(known, trained.toArray(new float[0][]), features.count(), width).solve();
        return new ContentMap(features, width, weights);
    }

    /** The rows that a map is fitted to, evenly from all that were trained. */
    static int[] read(int rows, IntFunction<Content> content, IntPredicate learned) {
        int step = Math.max(1, (rows - 2 + MOST_ROWS) / MOST_ROWS);
        int[] read =
                IntStream.iterate(1, row -> row < rows, row -> row + step)
                        .filter(learned)
                        .toArray();
        long values = 0;
        for (int row : read) {
            Content item = content.apply(row);
            values += item.categories().size() + item.vector().length;
        }
        int every = (int) ((values + MOST_VALUES - 1) / MOST_VALUES);
        return every <= 1
                ? read
                : IntStream.range(0, read.length)
                        .filter(at -> at % every == 0)
                        .map(at -> read[at])
                        .toArray();
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
        return row;
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
        whole.put(NAMES, halves);
        whole.put(SHAPE, new int[] {names.length, features.vector(), width});
        return new SourceTables(reals, whole);
    }

    /**
     * The map that was published; null = none was.
     *
     * @param width that its rows must have
     * @throws IllegalArgumentException when it is broken
     */
    public static @Nullable ContentMap of(SourceTables tables, int width) {
        if (!tables.whole().containsKey(SHAPE)) {
            return null;
        }
        int[] shape = tables.whole(SHAPE, 3);
        if (shape[0] < 0 || shape[1] < 0 || shape[2] != width) {
            throw new IllegalArgumentException(
                    "The width ("
                            + shape[2]
                            + ") of the rows of new items must be the backbone's: "
                            + width
                            + ".");
        }
        int[] halves = tables.whole(NAMES, 2 * shape[0]);
        long[] names = new long[shape[0]];
        for (int i = 0; i < names.length; i++) {
            names[i] = ((long) halves[2 * i] << 32) | (halves[2 * i + 1] & 0xFFFF_FFFFL);
        }
        ContentFeatures features = new ContentFeatures(names, shape[1]);
        return new ContentMap(features, width, tables.real(WEIGHTS, features.count() * width));
    }
}
