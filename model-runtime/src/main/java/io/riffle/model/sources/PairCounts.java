package io.riffle.model.sources;

import io.riffle.model.tables.SourceTables;
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

    /**
     * Where all pairs count alike, what an item's neighbours weigh together before they are halved:
     * a float of 2^21 rounds the least of a pair away, one of 2^24 takes no pair any more.
     */
    private static final float ENOUGH = 1 << 18;

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
                long draw = (now * 31 + before) * 31 + row;
                add(before, row, (float) pair, draw);
                if (rule.backward() > 0) {
                    add(row, before, (float) (rule.backward() * pair), draw);
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

    /** The strongest neighbours of each row, one row after the other. */
    void tables(int rows, Map<String, float[]> reals, Map<String, int[]> whole) {
        columns(rows).write(items, PUBLISHED, weight, reals, whole);
    }

    /** Answers as one did whose tables these are. */
    void read(int rows, SourceTables tables) {
        grow(rows);
        weight = columns(rows).read(tables, this::of);
    }

    private NeighbourColumns columns(int rows) {
        return new NeighbourColumns(rule.name(), rows, rows);
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

    private void add(int row, int neighbour, float added, long draw) {
        NeighbourRow item = of(row);
        item.add(neighbour, added, draw);
        if (rule.halfLife() == 0 && item.sum() > ENOUGH) {
            item.divide(2);
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
