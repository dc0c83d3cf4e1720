package io.riffle.serving.conditions;

import io.riffle.schema.condition.Condition;
import io.riffle.schema.condition.Condition.Age;
import io.riffle.schema.condition.Condition.All;
import io.riffle.schema.condition.Condition.Any;
import io.riffle.schema.condition.Condition.Attribute;
import io.riffle.schema.condition.Condition.Category;
import io.riffle.schema.condition.Condition.Compared;
import io.riffle.schema.condition.Condition.Items;
import io.riffle.schema.condition.Condition.Match;
import io.riffle.schema.condition.Condition.Not;
import io.riffle.schema.condition.RefusedConditionException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * One answer to a condition: which rows satisfy it, what that rests on, and for how long it holds
 * where nothing changes.
 *
 * <p><b>Units</b>: epoch ms. <b>State</b>: of one answer, made under the index's lock.
 */
final class Evaluation {
    private final Catalogue catalogue;
    private final long time;
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Grounds grounds;

    Evaluation(Catalogue catalogue, long time, Grounds grounds) {
        this.catalogue = catalogue;
        this.time = time;
        this.grounds = grounds;
    }

    /**
     * The listed rows that satisfy a condition, as a set of their own.
     *
     * @param condition null = they all do
     * @throws RefusedConditionException when what is no number is compared with one
     */
    RoaringBitmap rows(@Nullable Condition condition) throws RefusedConditionException {
        Rows rows = condition == null ? Rows.NONE.not() : of(condition);
        RoaringBitmap listed = catalogue.listed();
        if (rows.others()) {
            grounds.on(catalogue.changes());
            return RoaringBitmap.andNot(listed, rows.rows());
        }
        return RoaringBitmap.and(listed, rows.rows());
    }

    /** What of the condition names nothing, in words. */
    List<String> unknown() {
        return List.copyOf(unknown);
    }

    private Rows of(Condition condition) throws RefusedConditionException {
        if (condition instanceof All all) {
            return Rows.all(of(all.parts()));
        }
        if (condition instanceof Any any) {
            return Rows.any(of(any.parts()));
        }
        if (condition instanceof Not not) {
            return of(not.part()).not();
        }
        if (condition instanceof Category category) {
            return category(category);
        }
        if (condition instanceof Attribute attribute) {
            return attribute(attribute);
        }
        if (condition instanceof Compared compared) {
            return compared(compared);
        }
        if (condition instanceof Items items) {
            return items(items);
        }
        return age((Age) condition);
    }

    private List<Rows> of(List<Condition> parts) throws RefusedConditionException {
        List<Rows> rows = new ArrayList<>(parts.size());
        for (Condition part : parts) {
            rows.add(of(part));
        }
        return rows;
    }

    private Rows category(Category category) {
        List<Rows> parts = new ArrayList<>(category.names().size());
        boolean all = category.match() == Match.ALL;
        for (String name : category.names()) {
            Feature feature = catalogue.features().category(name);
            if (feature == null) {
                unknown.add("category " + name);
                grounds.on(catalogue.features().newCategories());
                parts.add(new Rows(new RoaringBitmap(), !all));
            } else {
                grounds.on(feature.changes());
                parts.add(new Rows(feature.rows(), !all));
            }
        }
        return category.match() == Match.ANY ? Rows.all(parts).not() : Rows.all(parts);
    }

    private Rows attribute(Attribute attribute) {
        AttributeColumn column = column(attribute.name());
        if (column == null) {
            return Rows.NONE;
        }
        List<RoaringBitmap> rows = new ArrayList<>();
        for (String value : attribute.values()) {
            Feature feature = column.values().get(value);
            if (feature == null) {
                grounds.on(column.changes());
            } else {
                grounds.on(feature.changes());
                rows.add(feature.rows());
            }
        }
        return new Rows(RoaringBitmap.or(rows.iterator()), false);
    }

    private Rows compared(Compared compared) throws RefusedConditionException {
        AttributeColumn column = column(compared.attribute());
        if (column == null) {
            return Rows.NONE;
        }
        if (!column.numeric()) {
            throw RefusedConditionException.of(
                    "attribute",
                    column.name(),
                    "be a number in every item to be compared with one",
                    "ask by = or in");
        }
        grounds.on(column.changes());
        SortedColumn numbers = column.numbers();
        double bound = compared.bound();
        return new Rows(
                switch (compared.comparison()) {
                    case LESS -> numbers.below(bound, false);
                    case AT_MOST -> numbers.below(bound, true);
                    case GREATER -> numbers.above(bound, false);
                    case AT_LEAST -> numbers.above(bound, true);
                },
                false);
    }

    private Rows items(Items items) {
        RoaringBitmap rows = new RoaringBitmap();
        // Which of them are listed: here or, where they are left out, with the others.
        grounds.on(catalogue.changes());
        for (String itemId : items.itemIds()) {
            int row = catalogue.names().row(itemId);
            if (row >= 0) {
                rows.add(row);
            }
        }
        return new Rows(rows, false);
    }

    private Rows age(Age age) {
        SortedColumn created = catalogue.created();
        grounds.on(catalogue.createdChanges());
        long than = age.than().toMillis();
        double bound = (double) time - than;
        if (age.below()) {
            grounds.within(created.lower(bound, true), created.higher(bound, false) - 1, than);
            return new Rows(created.above(bound, false), false);
        }
        grounds.within(created.lower(bound, false) + 1, created.higher(bound, true), than);
        return new Rows(created.below(bound, false), false);
    }

    private @Nullable AttributeColumn column(String name) {
        AttributeColumn column = catalogue.features().attribute(name);
        if (column != null && column.known()) {
            return column;
        }
        unknown.add("attribute " + name);
        if (column != null) {
            grounds.on(column.changes());
        }
        return null;
    }
}
