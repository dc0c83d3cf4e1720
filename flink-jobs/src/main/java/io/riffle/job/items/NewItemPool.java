package io.riffle.job.items;

import io.riffle.job.state.NewItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * New items in the order in which they came. Full, it lets the one go that came first.
 *
 * <p>A draw costs the logarithm of their number: sums of weights lie in a binary indexed tree over
 * places, and a place is given anew when its item has gone.
 *
 * <p><b>Source</b>: Fenwick, Software: Practice and Experience 24 (1994).
 */
final class NewItemPool {
    private final int most;
    private final TreeMap<Long, NewItem> byArrival = new TreeMap<>();
    private final TreeMap<Long, NewItem> neverShown = new TreeMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final List<Integer> free = new ArrayList<>();
    private final double[] sums;
    private final @Nullable NewItem[] items;
    private long arrivals;
    private int used;

    /** Where an item is, and as which it came. */
    private record Place(int at, long arrival) {}

    NewItemPool(int most) {
        this.most = most;
        this.sums = new double[Integer.highestOneBit(Math.max(1, most)) * 2 + 1];
        this.items = new NewItem[most];
    }

    int size() {
        return places.size();
    }

    @Nullable NewItem find(String itemId) {
        Place place = places.get(itemId);
        return place == null ? null : items[place.at];
    }

    /** Puts an item in, or in the place of what was known of it. */
    void put(NewItem item) {
        if (most == 0) {
            return;
        }
        String itemId = item.item().itemId();
        Place place = places.get(itemId);
        if (place == null) {
            if (places.size() == most) {
                remove(byArrival.firstEntry().getValue().item().itemId());
            }
            int at = free.isEmpty() ? used++ : free.remove(free.size() - 1);
            place = new Place(at, arrivals++);
            places.put(itemId, place);
        }
        set(place, item);
    }

    /** False when it was not there. */
    boolean remove(String itemId) {
        Place place = places.remove(itemId);
        if (place == null) {
            return false;
        }
        set(place, null);
        free.add(place.at);
        return true;
    }

    /** The one that came last of those that were never shown. */
    @Nullable NewItem newestNeverShown() {
        Map.Entry<Long, NewItem> newest = neverShown.lastEntry();
        return newest == null ? null : newest.getValue();
    }

    /** Sum of all weights. */
    double weight() {
        return sums[sums.length - 1];
    }

    /**
     * The item at a share of the sum of weights.
     *
     * @param share from 0 to below 1
     */
    @Nullable NewItem draw(double share) {
        double left = share * weight();
        int at = 0;
        for (int step = (sums.length - 1) / 2; step > 0; step /= 2) {
            if (sums[at + step] <= left) {
                at += step;
                left -= sums[at];
            }
        }
        // Rounding may lead behind the last one.
        return at < items.length ? items[at] : null;
    }

    /** All, in the order in which they came. */
    void forEach(Consumer<NewItem> action) {
        byArrival.values().forEach(action);
    }

    /** All, newest first, as long as more are wanted. */
    void newestFirst(Predicate<NewItem> wanted) {
        for (NewItem item : byArrival.descendingMap().values()) {
            if (!wanted.test(item)) {
                return;
            }
        }
    }

    private void set(Place place, @Nullable NewItem item) {
        NewItem before = items[place.at];
        double change = (item == null ? 0 : item.weight()) - (before == null ? 0 : before.weight());
        items[place.at] = item;
        for (int node = place.at + 1; node < sums.length; node += node & -node) {
            sums[node] += change;
        }
        byArrival.remove(place.arrival);
        neverShown.remove(place.arrival);
        if (item != null) {
            byArrival.put(place.arrival, item);
            if (item.shown() == 0) {
                neverShown.put(place.arrival, item);
            }
        }
    }
}
