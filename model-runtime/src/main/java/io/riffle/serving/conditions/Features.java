package io.riffle.serving.conditions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All that some listed item has, each at its place: categories, and values of the filterable
 * attributes. What no item has any more makes room.
 *
 * <p><b>State</b>: owned by whoever holds the index's lock.
 */
final class Features {
    private final List<@Nullable Feature> places = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();
    private final Map<String, Feature> categories = new HashMap<>();
    private final AtomicLong newCategories = new AtomicLong();
    private final Map<String, AttributeColumn> attributes = new HashMap<>();
    private final List<AttributeColumn> columns = new ArrayList<>();

    /**
     * Without any item.
     *
     * @param filterable names of the attributes that are kept
     */
    Features(List<String> filterable) {
        for (String name : new TreeSet<>(filterable)) {
            AttributeColumn column = new AttributeColumn(name);
            attributes.put(name, column);
            columns.add(column);
        }
    }

    /** Null where no listed item has it. */
    @Nullable Feature category(String name) {
        return categories.get(name);
    }

    /** Counts categories that came up. */
    AtomicLong newCategories() {
        return newCategories;
    }

    /** Null where it is not filterable. */
    @Nullable AttributeColumn attribute(String name) {
        return attributes.get(name);
    }

    List<AttributeColumn> columns() {
        return columns;
    }

    Feature at(int place) {
        Feature feature = places.get(place);
        if (feature == null) {
            throw new IllegalStateException("No item has what was at place " + place + ".");
        }
        return feature;
    }

    /** The category of this name, of a place only where some item has it. */
    Feature ofCategory(String name) {
        Feature known = categories.get(name);
        return known == null ? Feature.category(name) : known;
    }

    /** The value of an attribute, of a place only where some item has it. */
    Feature ofAttribute(int column, String value) {
        Feature known = columns.get(column).values().get(value);
        return known == null ? Feature.of(column, value) : known;
    }

    /** A row has it now. */
    void add(Feature feature, int row) {
        place(feature);
        if (feature.attribute() == Feature.CATEGORY) {
            feature.add(row);
        } else {
            columns.get(feature.attribute()).add(feature, row);
        }
    }

    /** Gives it a place. */
    int place(Feature feature) {
        if (feature.place() >= 0) {
            return feature.place();
        }
        if (free.isEmpty()) {
            feature.place(places.size());
            places.add(feature);
        } else {
            feature.place(free.remove(free.size() - 1));
            places.set(feature.place(), feature);
        }
        if (feature.attribute() == Feature.CATEGORY) {
            categories.put(feature.value(), feature);
            newCategories.incrementAndGet();
        } else {
            columns.get(feature.attribute()).values().put(feature.value(), feature);
        }
        return feature.place();
    }

    /** A row does not have it any more. */
    void remove(Feature feature, int row) {
        boolean category = feature.attribute() == Feature.CATEGORY;
        if (category) {
            feature.remove(row);
        } else {
            columns.get(feature.attribute()).remove(feature, row);
        }
        if (feature.rows().isEmpty()) {
            places.set(feature.place(), null);
            free.add(feature.place());
            feature.place(-1);
            if (category) {
                categories.remove(feature.value());
            } else {
                columns.get(feature.attribute()).values().remove(feature.value());
            }
        }
    }
}
