package io.riffle.training.lists;

import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.ProfileColumn;
import io.riffle.model.candidates.RerankColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The columns of a reranker that reads a backbone's rows: the categories and profile values that
 * are known when it begins. What appears later shares the rows for the unlisted.
 */
public final class BackboneColumns {
    private static final int MOST_CATEGORIES = 2_000;
    private static final int MOST_VALUES = 500;
    private static final int CATEGORIES_OF_ITEM = 3;
    private static final int ROW_WIDTH = 8;
    private static final int HISTORY = 20;

    private BackboneColumns() {}

    /**
     * Columns over what is known.
     *
     * @param width of the backbone's rows
     * @param categories of each item
     * @param profiles of users, any number of times each
     */
    public static RerankColumns of(
            int width, Iterable<List<String>> categories, Iterable<Map<String, String>> profiles) {
        TreeSet<String> names = new TreeSet<>();
        categories.forEach(names::addAll);
        TreeMap<String, TreeSet<String>> values = new TreeMap<>();
        for (Map<String, String> profile : profiles) {
            profile.forEach(
                    (column, value) ->
                            values.computeIfAbsent(column, name -> new TreeSet<>()).add(value));
        }
        List<ProfileColumn> columns = new ArrayList<>();
        values.forEach(
                (column, known) ->
                        columns.add(
                                new ProfileColumn(
                                        column, known.stream().limit(MOST_VALUES).toList())));
        return new RerankColumns(
                ItemRows.BACKBONE,
                width,
                names.stream().limit(MOST_CATEGORIES).toList(),
                CATEGORIES_OF_ITEM,
                ROW_WIDTH,
                columns,
                ROW_WIDTH,
                List.of(),
                HISTORY);
    }
}
