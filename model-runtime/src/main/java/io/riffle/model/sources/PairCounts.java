package io.riffle.model.sources;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What follows what: weights from an item to its neighbours. */
final class PairCounts {
    private static final double LARGEST = 1 << 30;

    /** Of the column that says how much a pair of now weighs; 1 in tables that have none. */
    private static final String SCALE = ".scale";

    /** Neighbours of an item that are published. */
    private static final int PUBLISHED = 32;

    private final PairRule rule;
    private final double growth;
    private @Nullable NeighbourRow[] items = new NeighbourRow[0];
    private double weight = 1;

    PairCounts(PairRule rule) {
        this.rule = rule;
        this.growth = rule.halfLife() == 0 ? 1 : Math.pow(2, 1.0 / rule.halfLife());
    }

    void grow(int rows) {
        if (items.length < rows) {
            items = Arrays.copyOf(items, Math.max(rows, items.length + (items.length >> 1)));
        }
    }

    /** Counts the pairs that an event makes with those before it. */
    void learn(Past past, int row, long now) {
        double pair = weight;
        for (int at = past.length() - 1, lag = 1; at >= 0 && lag <= rule.window(); at--, lag++) {
            if (rule.sessions() && past.breaksBefore(at + 1, now)) {
                break;
            }
            int before = past.rows()[at];
            if (before != row) {
                of(before).add(row, (float) pair);
                if (rule.backward() > 0) {
                    of(row).add(before, (float) (rule.backward() * pair));
                }
            }
            pair *= rule.step();
        }
        // New pairs count more than old ones did, and all are scaled back before they overflow.
        weight *= growth;
        if (weight > LARGEST) {
            scaleBack();
        }
    }

    /** Weights out of an item, all of them. */
    float sum(int row) {
        NeighbourRow item = row < items.length ? items[row] : null;
        return item == null ? 0 : (float) (item.sum() / weight);
    }

    /** Adds factor x weight / (sum of weights + shrinkage) of each neighbour to a sum. */
    void addTo(RowSums to, int row, double factor, double shrinkage) {
        NeighbourRow item = row < items.length ? items[row] : null;
        if (item != null) {
            item.addTo(to, (float) (factor / (item.sum() + shrinkage * weight)));
        }
    }

    /** What follows an item. */
    Followers followers(int row, int most, IntPredicate outside) {
        NeighbourRow item = row < items.length ? items[row] : null;
        return item == null ? Followers.NONE : item.followers(most, outside);
    }

    /** Items of these rows are others from now on. */
    void forget(IntPredicate forgotten) {
        for (int row = 0; row < items.length; row++) {
            NeighbourRow item = items[row];
            if (item != null && forgotten.test(row)) {
                items[row] = null;
            } else if (item != null) {
                item.forget(forgotten);
            }
        }
    }

    /**
     * The strongest neighbours of each row, one row after the other. As they were added up, so that
     * a row that nothing was added to is the same in the next tables.
     */
    void tables(int rows, Map<String, float[]> reals, Map<String, int[]> whole) {
        int[] ends = new int[rows];
        float[] sums = new float[rows];
        int[] ids = new int[64];
        float[] values = new float[64];
        int count = 0;
        for (int row = 1; row < rows; row++) {
            NeighbourRow item = row < items.length ? items[row] : null;
            if (item != null) {
                sums[row] = item.sum();
                for (int at : item.strongest(PUBLISHED)) {
                    if (item.row(at) >= rows) {
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
                .put(rule.name(), "", reals, whole);
        reals.put(rule.name() + ".sums", sums);
        reals.put(rule.name() + SCALE, new float[] {(float) weight});
    }

    /** Answers as one did whose tables these are. */
    void read(int rows, SourceTables tables) {
        grow(rows);
        weight = tables.scale(rule.name() + SCALE);
        int[] ends = tables.whole(rule.name() + ".ends", rows);
        float[] sums = tables.real(rule.name() + ".sums", rows);
        int[] ids = tables.whole(rule.name() + ".rows", ends[rows - 1]);
        float[] values = tables.real(rule.name() + ".weights", ends[rows - 1]);
        for (int row = 1; row < rows; row++) {
            if (ends[row] < ends[row - 1] || ends[row] - ends[row - 1] > NeighbourRow.MOST) {
                throw SourceTables.wrong(rule.name() + ".ends", ends[row], ends[row - 1]);
            }
            if (ends[row] > ends[row - 1]) {
                NeighbourRow item = of(row);
                for (int i = ends[row - 1]; i < ends[row]; i++) {
                    if (ids[i] < 1 || ids[i] >= rows) {
                        throw SourceTables.wrong(rule.name() + ".rows", ids[i], rows);
                    }
                    item.add(ids[i], values[i]);
                }
                item.sum(sums[row]);
            }
        }
    }

    void write(DataOutput out, int rows) throws IOException {
        out.writeDouble(weight);
        for (int row = 1; row < rows; row++) {
            NeighbourRow item = items[row];
            out.writeBoolean(item != null);
            if (item != null) {
                item.write(out);
            }
        }
    }

    void read(DataInput in, int rows) throws IOException {
        grow(rows);
        weight = in.readDouble();
        for (int row = 1; row < rows; row++) {
            items[row] = in.readBoolean() ? NeighbourRow.read(in, rows) : null;
        }
    }

    private NeighbourRow of(int row) {
        NeighbourRow item = items[row];
        if (item == null) {
            item = new NeighbourRow();
            items[row] = item;
        }
        return item;
    }

    private void scaleBack() {
        for (NeighbourRow item : items) {
            if (item != null) {
                item.divide((float) weight);
            }
        }
        weight = 1;
    }
}
