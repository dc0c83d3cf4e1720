package io.riffle.training;

import io.riffle.model.ItemRows;
import io.riffle.model.ItemTable;
import io.riffle.model.ProfileColumn;
import io.riffle.model.RerankColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a reranker can know about the items and users of some lists: the items that occur, how often
 * they were clicked, their categories, the values of the profile columns.
 *
 * <p>Give it training lists only. Items, categories and values it does not have share the rows for
 * the unknown.
 */
final class ListVocabulary {
    private static final int CATEGORIES_OF_ITEM = 3;
    private static final int MOST_VALUES = 1_000;
    private static final int MOST_CATEGORIES = 2_000;

    private final Map<String, long[]> items = new LinkedHashMap<>(); // clicks, first seen
    private final Map<String, TreeSet<String>> profile = new TreeMap<>();

    /** Reads lists. */
    ListVocabulary(Collection<ListSample> lists) {
        for (ListSample list : lists) {
            for (String item : list.history()) {
                seen(item, list.seconds());
            }
            for (int i = 0; i < list.size(); i++) {
                seen(list.candidates()[i], list.seconds())[0] += list.labels()[i] > 0 ? 1 : 0;
            }
            list.profile()
                    .forEach(
                            (column, value) -> {
                                TreeSet<String> values =
                                        profile.computeIfAbsent(column, name -> new TreeSet<>());
                                if (values.size() < MOST_VALUES) {
                                    values.add(value);
                                }
                            });
        }
    }

    /** Items that occur. */
    int size() {
        return items.size();
    }

    /**
     * The columns of a reranker for these lists.
     *
     * @param rowWidth width of an item's own row
     * @param categories of each item; items may be missing
     * @param features names of the columns that come with the candidates
     */
    RerankColumns columns(
            ItemRows rows,
            int rowWidth,
            Map<String, List<String>> categories,
            List<String> features,
            int historyEvents) {
        TreeSet<String> names = new TreeSet<>();
        for (String item : items.keySet()) {
            for (String category : categories.getOrDefault(item, List.of())) {
                if (names.size() < MOST_CATEGORIES) {
                    names.add(category);
                }
            }
        }
        List<ProfileColumn> profileColumns = new ArrayList<>();
        profile.forEach(
                (column, values) ->
                        profileColumns.add(new ProfileColumn(column, List.copyOf(values))));
        return new RerankColumns(
                rows,
                rowWidth,
                List.copyOf(names),
                CATEGORIES_OF_ITEM,
                8,
                profileColumns,
                8,
                features,
                historyEvents);
    }

    /** The table of the items that occur, in order of their first appearance. */
    ItemTable table(RerankColumns columns, Map<String, List<String>> categories) {
        ItemTable.Builder table = ItemTable.builder(columns);
        items.forEach(
                (item, facts) ->
                        table.add(
                                item,
                                categories.getOrDefault(item, List.of()),
                                facts[0],
                                facts[1]));
        return table.build();
    }

    private long[] seen(String item, long seconds) {
        return items.computeIfAbsent(item, id -> new long[] {0, seconds});
    }
}
