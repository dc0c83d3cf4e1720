package io.riffle.job.items;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The most clicked items of the recent stream.
 *
 * <p>Bounded: a new item takes the place of the least clicked one and inherits its count, so counts
 * are upper bounds (Metwally et al. 2005, "Space-Saving"). Decayed: a click counts half after
 * {@code halfLife} later clicks; instead of shrinking old counts, new ones weigh more. Time is
 * counted in clicks, so the answer is a function of the stream. Approximate, per subtask, rebuilt
 * from the stream after a restart.
 */
public final class PopularItems {

    private static final double RESCALE_ABOVE = 1e100;

    private static final Comparator<Entry> MOST_CLICKED =
            (one, other) -> {
                int counts = Double.compare(other.count, one.count);
                return counts == 0 ? one.itemId.compareTo(other.itemId) : counts;
            };

    private final int capacity;
    private final double growth;
    private final Map<String, Entry> entries = new HashMap<>();
    // A tree: where most items were clicked as often, one more click passes them all.
    private final NavigableSet<Entry> ordered = new TreeSet<>(MOST_CLICKED);
    private double weight = 1;
    private double total;

    /**
     * @param capacity items counted
     * @param halfLife clicks after which a click counts half
     */
    public PopularItems(int capacity, int halfLife) {
        this.capacity = capacity;
        this.growth = Math.pow(2, 1.0 / halfLife);
    }

    /** Items counted at most. */
    int capacity() {
        return capacity;
    }

    /** Counts a click. */
    public void add(String itemId) {
        weight *= growth;
        if (weight > RESCALE_ABOVE) {
            rescale();
        }
        Entry entry = entries.get(itemId);
        if (entry == null) {
            entry = newEntry(itemId);
        } else {
            ordered.remove(entry);
        }
        entry.count += weight;
        total += weight;
        ordered.add(entry);
    }

    /** Up to {@code count} item ids that are not excluded, most clicked first. */
    public List<String> top(int count, Predicate<String> excluded) {
        List<String> top = new ArrayList<>(count);
        for (Entry entry : ordered) {
            if (top.size() == count) {
                break;
            }
            if (!excluded.test(entry.itemId)) {
                top.add(entry.itemId);
            }
        }
        return top;
    }

    /** Clicks on an item, faded; 0 where it is not counted. */
    double clicks(String itemId) {
        Entry entry = entries.get(itemId);
        return entry == null ? 0 : entry.count / weight;
    }

    /** Clicks on all items, faded. */
    double clicks() {
        return total / weight;
    }

    /** One that is not ordered yet. */
    private Entry newEntry(String itemId) {
        Entry last = entries.size() < capacity ? null : ordered.pollLast();
        if (last != null) {
            entries.remove(last.itemId);
        }
        Entry entry = new Entry(itemId, last == null ? 0 : last.count);
        entries.put(itemId, entry);
        return entry;
    }

    private void rescale() {
        // What was told apart may be equal then.
        ordered.clear();
        for (Entry entry : entries.values()) {
            entry.count /= weight;
            ordered.add(entry);
        }
        total /= weight;
        weight = 1;
    }

    private static final class Entry {
        private final String itemId;
        private double count;

        private Entry(String itemId, double count) {
            this.itemId = itemId;
            this.count = count;
        }
    }
}
