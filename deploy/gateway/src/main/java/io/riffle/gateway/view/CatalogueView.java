package io.riffle.gateway.view;

import io.riffle.schema.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Titles and categories of the catalogue's items, as far as there is room: later ones are left out.
 * Safe for threads.
 */
public final class CatalogueView {

    private static final int HALF_LIFE = 2_000;
    private static final int MOST_POPULAR = 1_000;
    private static final int LONGEST_TITLE = 200;
    private static final int MOST_CATEGORIES = 8;
    private static final int LISTED_CATEGORIES = 100;

    private final int most;
    private final Map<String, Listed> items = new LinkedHashMap<>();
    private final Map<String, Integer> categories = new HashMap<>();
    private final DecayedCounts clicked = new DecayedCounts(HALF_LIFE, MOST_POPULAR);

    /** An item as it is kept. */
    public record Listed(String itemId, String title, List<String> categories) {}

    /** A category, and how many items it has. */
    public record Category(String name, int items) {}

    /**
     * What was found.
     *
     * @param matches how many there are in all
     */
    public record Found(List<Listed> items, List<Category> categories, int matches) {}

    /**
     * An empty catalogue.
     *
     * @param most items
     */
    public CatalogueView(int most) {
        this.most = most;
    }

    /** Lists an item, or lists it anew. */
    public synchronized void put(Item item) {
        if (items.size() >= most && !items.containsKey(item.itemId())) {
            return;
        }
        remove(item.itemId());
        List<String> named = item.categories();
        Listed listed =
                new Listed(
                        item.itemId(),
                        cut(item.title().isEmpty() ? item.itemId() : item.title()),
                        List.copyOf(named.subList(0, Math.min(MOST_CATEGORIES, named.size()))));
        items.put(item.itemId(), listed);
        listed.categories().forEach(name -> categories.merge(name, 1, Integer::sum));
    }

    /** Takes an item out. */
    public synchronized void remove(String itemId) {
        Listed listed = items.remove(itemId);
        if (listed != null) {
            for (String name : listed.categories()) {
                categories.computeIfPresent(name, (same, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    /** Counts a click, so that what is liked comes first. */
    public synchronized void clicked(String itemId) {
        clicked.add(itemId);
    }

    /** An item's title; null when it is not listed. */
    public synchronized @Nullable String title(String itemId) {
        Listed listed = items.get(itemId);
        return listed == null ? null : listed.title();
    }

    /** How many items are listed. */
    public synchronized int size() {
        return items.size();
    }

    /** Those of the ids that are listed, in their order. */
    public synchronized Found find(List<String> itemIds) {
        List<Listed> found = new ArrayList<>();
        for (String itemId : itemIds) {
            Listed listed = items.get(itemId);
            if (listed != null) {
                found.add(listed);
            }
        }
        return new Found(found, largest(), found.size());
    }

    /**
     * Searches.
     *
     * @param query part of title or id, in any case; empty = any
     * @param category empty = any
     */
    public synchronized Found find(String query, String category, int limit) {
        String part = query.toLowerCase(Locale.ROOT);
        List<Listed> found = new ArrayList<>();
        for (Listed item : items.values()) {
            if ((category.isEmpty() || item.categories().contains(category))
                    && (part.isEmpty()
                            || item.title().toLowerCase(Locale.ROOT).contains(part)
                            || item.itemId().toLowerCase(Locale.ROOT).contains(part))) {
                found.add(item);
            }
        }
        int matches = found.size();
        found.sort(Comparator.comparingDouble(item -> -clicked.count(item.itemId())));
        List<Listed> first = List.copyOf(found.subList(0, Math.min(limit, matches)));
        return new Found(first, largest(), matches);
    }

    private List<Category> largest() {
        return categories.entrySet().stream()
                .map(entry -> new Category(entry.getKey(), entry.getValue()))
                .sorted(
                        Comparator.comparingInt((Category category) -> -category.items())
                                .thenComparing(Category::name))
                .limit(LISTED_CATEGORIES)
                .toList();
    }

    private static String cut(String title) {
        return title.length() <= LONGEST_TITLE
                ? title
                : title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE / 2)) + "…";
    }
}
