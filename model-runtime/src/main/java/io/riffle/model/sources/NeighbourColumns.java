package io.riffle.model.sources;

import io.riffle.model.tables.RowLists;
import io.riffle.model.tables.SourceTables;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Neighbour rows as they are published: the strongest neighbours of each, one row after the other.
 * As they were added up, so that a row that nothing was added to is the same in the next tables.
 *
 * <p><b>Shapes</b>: rows, row 0 is nobody's; neighbours are item rows below {@code known}.
 *
 * @param name of the columns
 * @param rows that have neighbours, row 0 included
 * @param known item rows, row 0 included
 */
record NeighbourColumns(String name, int rows, int known) {
    /** Of the column that says how much an observation of now weighs; 1 where there is none. */
    private static final String SCALE = ".scale";

    /**
     * Writes them.
     *
     * @param items by row, as many as there are
     * @param most neighbours of a row
     * @param weight of an observation of now
     */
    void write(
            @Nullable NeighbourRow[] items,
            int most,
            double weight,
            Map<String, float[]> reals,
            Map<String, int[]> whole) {
        int[] ends = new int[rows];
        float[] sums = new float[rows];
        int[] ids = new int[64];
        float[] values = new float[64];
        int count = 0;
        for (int row = 1; row < rows; row++) {
            NeighbourRow item = row < items.length ? items[row] : null;
            if (item != null) {
                sums[row] = item.sum();
                for (int at : item.strongest(most)) {
                    if (item.row(at) >= known) {
                        continue; // of an item that is newer than the vocabulary
                    }
                    ids = count < ids.length ? ids : Arrays.copyOf(ids, 2 * count);
                    values = count < values.length ? values : Arrays.copyOf(values, 2 * count);
                    ids[count] = item.row(at);
                    values[count++] = item.weight(at);
                }
            }
            ends[row] = count;
        }
        new RowLists(ends, Arrays.copyOf(ids, count), Arrays.copyOf(values, count))
                .put(name, "", reals, whole);
        reals.put(name + ".sums", sums);
        reals.put(name + SCALE, new float[] {(float) weight});
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param of makes the row of a number
     * @return weight of an observation of now
     * @throws IllegalArgumentException when the tables are another release's, or broken
     */
    float read(SourceTables tables, IntFunction<NeighbourRow> of) {
        int[] ends = tables.whole(name + ".ends", rows);
        float[] sums = tables.real(name + ".sums", rows);
        int[] ids = tables.whole(name + ".rows", ends[rows - 1]);
        float[] values = tables.real(name + ".weights", ends[rows - 1]);
        for (int row = 1; row < rows; row++) {
            if (ends[row] < ends[row - 1] || ends[row] - ends[row - 1] > NeighbourRow.MOST) {
                throw SourceTables.wrong(name + ".ends", ends[row], ends[row - 1]);
            }
            if (ends[row] > ends[row - 1]) {
                NeighbourRow item = of.apply(row);
                for (int i = ends[row - 1]; i < ends[row]; i++) {
                    if (ids[i] < 1 || ids[i] >= known) {
                        throw SourceTables.wrong(name + ".rows", ids[i], known);
                    }
                    item.add(ids[i], values[i], 0);
                }
                item.sum(sums[row]);
            }
        }
        return tables.scale(name + SCALE);
    }
}
