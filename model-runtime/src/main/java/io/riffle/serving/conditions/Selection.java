package io.riffle.serving.conditions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * The items that satisfied a condition when it was asked: later changes of the catalogue do not
 * change it. It is told by row of {@link ItemNames} what it holds, for whoever numbers items
 * otherwise.
 */
public final class Selection implements ItemSet {
    private final ItemNames names;
    private final RoaringBitmap rows;
    private final List<String> unknown;
    private final Object key;

    /**
     * @param key of all answers to the same condition
     * @param rows are not changed by anybody
     */
    Selection(Object key, ItemNames names, RoaringBitmap rows, List<String> unknown) {
        this.key = key;
        this.names = names;
        this.rows = rows;
        this.unknown = unknown;
    }

    @Override
    public boolean contains(String itemId) {
        int row = names.row(itemId);
        return row >= 0 && rows.contains(row);
    }

    @Override
    public int size() {
        return rows.getCardinality();
    }

    @Override
    public List<String> newest(int most, Predicate<String> excluded) {
        List<String> newest = new ArrayList<>(Math.min(most, 64));
        var falling = rows.getReverseIntIterator();
        while (newest.size() < most && falling.hasNext()) {
            String itemId = names.itemId(falling.next());
            if (!excluded.test(itemId)) {
                newest.add(itemId);
            }
        }
        return newest;
    }

    @Override
    public List<String> unknown() {
        return unknown;
    }

    /** Equal for all answers to the same condition. */
    public Object key() {
        return key;
    }

    /** What the rows are rows of. */
    public ItemNames names() {
        return names;
    }

    /** Tells all rows, rising. */
    public void forEachRow(IntConsumer row) {
        PeekableIntIterator rising = rows.getIntIterator();
        while (rising.hasNext()) {
            row.accept(rising.next());
        }
    }

    /** Tells the rows that only one of the two has, of the same names. */
    public void forEachChange(Selection since, IntConsumer row) {
        PeekableIntIterator rising = RoaringBitmap.xor(rows, since.rows).getIntIterator();
        while (rising.hasNext()) {
            row.accept(rising.next());
        }
    }

    /** Whether a row is one of them. */
    public boolean contains(int row) {
        return rows.contains(row);
    }

    /** Whether another one of the same names says the same. */
    boolean same(Selection other) {
        return rows.equals(other.rows) && unknown.equals(other.unknown);
    }

    long bytes() {
        return rows.getLongSizeInBytes();
    }
}
