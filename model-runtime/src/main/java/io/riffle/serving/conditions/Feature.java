package io.riffle.serving.conditions;

import java.util.concurrent.atomic.AtomicLong;
import org.roaringbitmap.RoaringBitmap;

/**
 * A category, or a value of an attribute, and the listed rows that have it.
 *
 * <p><b>State</b>: owned by whoever holds the index's lock; the number of changes is read by all.
 */
final class Feature {
    /** Stands for an attribute's number where the feature is a category. */
    static final int CATEGORY = -1;

    private final int attribute;
    private final String value;
    private final double number;
    private final RoaringBitmap rows = new RoaringBitmap();
    private final AtomicLong changes = new AtomicLong();
    private int place = -1;

    private Feature(int attribute, String value, double number) {
        this.attribute = attribute;
        this.value = value;
        this.number = number;
    }

    static Feature category(String name) {
        return new Feature(CATEGORY, name, Double.NaN);
    }

    static Feature of(int attribute, String value) {
        return new Feature(attribute, value, Decimals.read(value));
    }

    /** Number of the attribute, or {@link #CATEGORY}. */
    int attribute() {
        return attribute;
    }

    /** Of the attribute, or the category's name. */
    String value() {
        return value;
    }

    /** The value parsed; not a number where it is none. */
    double number() {
        return number;
    }

    RoaringBitmap rows() {
        return rows;
    }

    /** Counts those of the rows. */
    AtomicLong changes() {
        return changes;
    }

    /** Where it is among all that some item has; -1 = no item has it. */
    int place() {
        return place;
    }

    void place(int at) {
        place = at;
    }

    void add(int row) {
        rows.add(row);
        changes.incrementAndGet();
    }

    void remove(int row) {
        rows.remove(row);
        changes.incrementAndGet();
    }
}
