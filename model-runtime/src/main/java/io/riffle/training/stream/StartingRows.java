package io.riffle.training.stream;

import io.riffle.model.content.ContentMap;
import io.riffle.model.tables.SourceTables;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * First values of new item rows: what their content says, else, for the very first items, small
 * random ones.
 *
 * <p><b>Shapes</b>: D width; the table holds the rows that were learned, row-major, row 0 first.
 * <b>State</b>: the newest map, fitted anew after so many steps.
 */
final class StartingRows {
    private static final double FIRST_DEVIATION = 0.02;

    /** Optimiser steps after which rows have moved enough for another map; fewer at first. */
    private static final int REFIT = 100;

    private final GrowingItems items;
    private final int width;
    private @Nullable ContentMap map;
    private long fitted;

    StartingRows(GrowingItems items, int width) {
        this.items = items;
        this.width = width;
    }

    /** Whether the map is too old. */
    boolean due(long steps) {
        return map == null || steps >= fitted + Math.min(REFIT, Math.max(1, fitted / 2));
    }

    /** The newest map; null where nothing was learned. */
    @Nullable ContentMap map() {
        return map;
    }

    /** Values of some rows, [rows][D], by the newest map. */
    float[][] of(int[] rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] started = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            started[i] = map == null ? drawn(random) : map.row(items.content(rows[i]));
        }
        return started;
    }

    /**
     * Fits the map anew.
     *
     * @param table rows that were learned, fewer than the items have by now
     * @param learned which of them count
     */
    void fit(float[] table, IntPredicate learned, long steps) {
        map = ContentMap.fit(table, width, items::content, learned);
        fitted = steps;
    }

    /** Writes the map and its age: what is started next depends on them. */
    void write(DataOutput out) throws IOException {
        out.writeLong(fitted);
        out.writeBoolean(map != null);
        if (map != null) {
            map.with(null).write(out);
        }
    }

    /** Reads what {@link #write} wrote. */
    void read(DataInput in) throws IOException {
        fitted = in.readLong();
        map = in.readBoolean() ? ContentMap.of(SourceTables.read(in), width) : null;
    }

    private float[] drawn(SplittableRandom random) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
            values[i] = (float) (FIRST_DEVIATION * random.nextGaussian());
        }
        return values;
    }
}
