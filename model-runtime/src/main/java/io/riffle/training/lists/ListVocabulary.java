package io.riffle.training.lists;

import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.ProfileColumn;
import io.riffle.model.candidates.RerankColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a reranker can know about the items and users of some lists: the items that occur, since
 * when, their categories, the values of the profile columns.
 *
 * <p>Give it training lists only. Items, categories and values it does not have share the rows for
 * the unknown.
 */
public final class ListVocabulary {
    private static final int CATEGORIES_OF_ITEM = 3;
    private static final int MOST_VALUES = 1_000;
    private static final int MOST_CATEGORIES = 2_000;

    private final Collection<ListSample> lists;
    private final Map<String, Long> items = new LinkedHashMap<>(); // first seen, seconds
    private final Map<String, TreeSet<String>> profile = new TreeMap<>();

    /** Reads lists. */
    public ListVocabulary(Collection<ListSample> lists) {
        this.lists = lists;
        for (ListSample list : lists) {
            for (String item : list.history()) {
                seen(item, list.seconds());
            }
            for (String item : list.candidates()) {
                seen(item, list.seconds());
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

    /**
     * The columns of a reranker for these lists.
     *
     * @param rowWidth width of an item's own row
     * @param categories of each item; items may be missing
     * @param features names of the columns that come with the candidates
     */
    public RerankColumns columns(
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
                historyEvents,
                true,
                ListScales.of(lists, features.size()));
    }

    /**
     * The table of the items that occur, in order of their first appearance; without clicks: those
     * of the training lists would tell each of them its own label.
     *
     * <p>When items have no row of their own it holds the items that have categories, wherever they
     * occur: to the model an item of a later list must look like one of these lists.
     */
    public ItemTable table(RerankColumns columns, Map<String, List<String>> categories) {
        ItemTable.Builder table = ItemTable.builder(columns);
        if (columns.itemRows() == ItemRows.NONE) {
            new TreeMap<>(categories).forEach((item, own) -> table.add(item, own, 0, 0));
        } else {
            items.forEach(
                    (item, seconds) ->
                            table.add(item, categories.getOrDefault(item, List.of()), 0, seconds));
        }
        return table.build();
    }

    /** Likewise, the table of a backbone's items, in the order of its rows. */
    public ItemTable table(
            RerankColumns columns,
            Map<String, List<String>> categories,
            List<String> backboneItems) {
        ItemTable.Builder table = ItemTable.builder(columns);
        for (String item : backboneItems) {
            long seconds = items.getOrDefault(item, 0L);
            table.add(item, categories.getOrDefault(item, List.of()), 0, seconds);
        }
        return table.build();
    }

    private void seen(String item, long seconds) {
        items.putIfAbsent(item, seconds);
    }
}
