package io.riffle.job.items;

import io.riffle.job.items.PopularByContext.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The popular items of each context, so many contexts at most. A new one takes the place of the one
 * that was clicked in least recently, of the kind that has most: a kind of many values, whoever
 * sends them, pushes out its own and not those of a kind of few. Looking one up changes nothing.
 */
final class ContextLists {

    private final int most;
    private final int listed;
    private final int halfLife;

    /** By kind, then by value, what was clicked in least recently first. */
    private final Map<String, Map<String, PopularItems>> kinds = new LinkedHashMap<>();

    /**
     * @param most contexts
     * @param listed items of each
     * @param halfLife clicks after which a click counts half
     */
    ContextLists(int most, int listed, int halfLife) {
        this.most = most;
        this.listed = listed;
        this.halfLife = halfLife;
    }

    /** Those of a context; null where nothing was clicked in it, as far as is known. */
    @Nullable PopularItems find(Context context) {
        Map<String, PopularItems> values = kinds.get(context.kind());
        return values == null ? null : values.get(context.value());
    }

    /** Counts a click. */
    void add(String itemId, Context context) {
        Map<String, PopularItems> values =
                kinds.computeIfAbsent(context.kind(), any -> new LinkedHashMap<>());
        PopularItems list = values.remove(context.value());
        if (list == null) {
            makeRoom();
            list = new PopularItems(listed, halfLife);
        }
        values.put(context.value(), list);
        list.add(itemId);
    }

    /** How many there are. */
    int size() {
        return kinds.values().stream().mapToInt(Map::size).sum();
    }

    private void makeRoom() {
        if (size() < most) {
            return;
        }
        Map<String, PopularItems> largest = Map.of();
        for (Map<String, PopularItems> values : kinds.values()) {
            largest = values.size() > largest.size() ? values : largest;
        }
        largest.remove(largest.keySet().iterator().next());
    }
}
