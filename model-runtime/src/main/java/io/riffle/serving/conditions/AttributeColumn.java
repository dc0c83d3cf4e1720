package io.riffle.serving.conditions;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The values of one attribute: which rows have which, and those that are numbers in order.
 *
 * <p><b>State</b>: owned by whoever holds the index's lock.
 */
final class AttributeColumn {
    private final String name;
    private final Map<String, Feature> values = new HashMap<>();
    private final SortedColumn numbers = new SortedColumn();
    private final AtomicLong changes = new AtomicLong();
    private int texts;

    AttributeColumn(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Map<String, Feature> values() {
        return values;
    }

    SortedColumn numbers() {
        return numbers;
    }

    /** Counts changes of which rows have which value. */
    AtomicLong changes() {
        return changes;
    }

    /** Whether no listed item has a value that is not a number. */
    boolean numeric() {
        return texts == 0;
    }

    /** Whether any listed item has a value. */
    boolean known() {
        return texts > 0 || numbers.size() > 0;
    }

    void add(Feature value, int row) {
        changes.incrementAndGet();
        value.add(row);
        if (Double.isNaN(value.number())) {
            texts++;
        } else {
            numbers.add(value.number(), row);
        }
    }

    void remove(Feature value, int row) {
        changes.incrementAndGet();
        value.remove(row);
        if (Double.isNaN(value.number())) {
            texts--;
        } else {
            numbers.remove(value.number(), row);
        }
    }
}
