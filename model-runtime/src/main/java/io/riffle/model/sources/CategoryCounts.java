package io.riffle.model.sources;

import io.riffle.model.tables.Columns;
import io.riffle.model.tables.SourceTables;
import io.riffle.schema.Ids;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What is popular of late in each category, and the categories of items.
 *
 * <p><b>Shapes</b>: item rows and categories start at 1. <b>State</b>: {@link NeighbourRow#MOST}
 * items of each of {@link #MOST} categories, 2 MB; of an item its first {@link #EACH} categories.
 */
final class CategoryCounts {
    /** Categories that are counted: those met first. */
    static final int MOST = 2_000;

    private static final int EACH = 8;

    /** Items of a category that are published. */
    private static final int PUBLISHED = 64;

    /** Clicks of the stream after which one counts half; the blend hardly cares. */
    private static final int HALF_LIFE = 10_000;

    private static final double GROWTH = Math.pow(2, 1.0 / HALF_LIFE);
    private static final double LARGEST = 1 << 30;

    private static final String ITEMS = "category";
    private static final String ENDS = "categories.ends";
    private static final String NUMBERS = "categories";

    /** Hashes of the names, two numbers each; earlier tables have none. */
    private static final String NAMES = "categories.names";

    private static final int[] NONE = {};

    private final CategoryNames names = new CategoryNames();
    private @Nullable NeighbourRow[] items = new NeighbourRow[1];
    private int[][] categories = new int[0][]; // by row
    private double weight = 1;

    /** One more than the highest category. */
    int size() {
        return items.length;
    }

    /** Categories of an item. */
    int[] of(int row) {
        return row < categories.length ? categories[row] : NONE;
    }

    void grow(int rows) {
        if (categories.length < rows) {
            int before = categories.length;
            categories = Arrays.copyOf(categories, Math.max(rows, before + (before >> 1)));
            Arrays.fill(categories, before, categories.length, NONE);
        }
    }

    /** Says which categories an item has from now on. */
    void describe(int row, List<String> names) {
        grow(row + 1);
        categories[row] =
                names.stream()
                        .limit(EACH)
                        .mapToInt(name -> number(Ids.eventHash(name)))
                        .filter(category -> category > 0)
                        .distinct()
                        .toArray();
    }

    /** Counts a click. */
    void learn(int row) {
        // The weight is another at each click, so that each draws anew.
        long draw = Double.doubleToLongBits(weight) * 31 + row;
        for (int category : of(row)) {
            items(category).add(row, (float) weight, draw);
        }
        weight *= GROWTH;
        if (weight > LARGEST) {
            for (NeighbourRow popular : items) {
                if (popular != null) {
                    popular.divide((float) weight);
                }
            }
            weight = 1;
        }
    }

    /** Adds factor x clicks / (clicks in the category + shrinkage) of its items to a sum. */
    void addTo(RowSums to, int category, double factor, double shrinkage) {
        NeighbourRow popular = items[category];
        if (popular != null) {
            popular.addTo(to, (float) (factor / (popular.sum() + shrinkage * weight)));
        }
    }

    /** Items of these rows are others from now on. */
    void forget(IntPredicate forgotten) {
        for (int row = 1; row < categories.length; row++) {
            categories[row] = forgotten.test(row) ? NONE : categories[row];
        }
        for (NeighbourRow popular : items) {
            if (popular != null) {
                popular.forget(forgotten);
            }
        }
    }

    /** What is needed to answer, for these item rows. */
    void tables(int rows, Map<String, float[]> reals, Map<String, int[]> whole) {
        int[] ends = new int[rows];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            count += of(row).length;
            ends[row] = count;
        }
        int[] all = new int[count];
        for (int row = 1; row < rows; row++) {
            System.arraycopy(of(row), 0, all, ends[row] - of(row).length, of(row).length);
        }
        whole.put(ENDS, ends);
        whole.put(NUMBERS, all);
        if (names.size() == size()) {
            whole.put(NAMES, names.column());
        }
        new NeighbourColumns(ITEMS, size(), rows).write(items, PUBLISHED, weight, reals, whole);
    }

    /** Answers as one did whose tables these are. */
    void read(int rows, int size, SourceTables tables) {
        grow(rows);
        items = new NeighbourRow[size];
        weight = new NeighbourColumns(ITEMS, size, rows).read(tables, this::items);
        if (tables.whole().containsKey(NAMES)) {
            names.read(tables.whole(NAMES, 2 * (size - 1)));
        }
        int[] ends = tables.whole(ENDS, rows);
        int[] all = tables.whole(NUMBERS, ends[rows - 1]);
        for (int row = 0, from = 0; row < rows; from = ends[row++]) {
            if (ends[row] < from || ends[row] > all.length) {
                throw SourceTables.wrong(ENDS, ends[row], from);
            }
            categories[row] = Arrays.copyOfRange(all, from, ends[row]);
            for (int category : categories[row]) {
                if (category < 1 || category >= size) {
                    throw SourceTables.wrong(NUMBERS, category, size);
                }
            }
        }
    }

    /** Goes on learning from what was read; where no names are known, anew. */
    void goOn() {
        if (names.size() != size()) {
            names.clear();
            items = new NeighbourRow[1];
            Arrays.fill(categories, NONE);
            weight = 1;
        }
    }

    void write(DataOutput out, int rows) throws IOException {
        out.writeDouble(weight);
        out.writeInt(names.size() - 1);
        int category = 0;
        for (long name : names.hashes()) {
            out.writeLong(name);
            items(++category).write(out);
        }
        for (int row = 1; row < rows; row++) {
            Columns.write(out, of(row));
        }
    }

    void read(DataInput in, int rows) throws IOException {
        grow(rows);
        weight = in.readDouble();
        for (int left = Columns.length(in.readInt(), MOST); left > 0; left--) {
            int category = number(in.readLong());
            items[category] = NeighbourRow.read(in, rows);
        }
        for (int row = 1; row < rows; row++) {
            categories[row] = Columns.ints(in);
            for (int category : categories[row]) {
                Columns.length(category, size() - 1);
            }
        }
    }

    /** Number of a category; 0 when there are too many. */
    private int number(long name) {
        int number = names.number(name);
        if (number >= size()) {
            items = Arrays.copyOf(items, number + 1);
        }
        return number;
    }

    private NeighbourRow items(int category) {
        NeighbourRow popular = items[category];
        if (popular == null) {
            popular = new NeighbourRow();
            items[category] = popular;
        }
        return popular;
    }
}
