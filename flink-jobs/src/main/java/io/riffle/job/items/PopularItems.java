package io.riffle.job.items;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            Comparator.comparingDouble((Entry entry) -> -entry.count)
                    .thenComparing(entry -> entry.itemId);

    private final int capacity;
    private final double growth;
    private final Map<String, Entry> entries = new HashMap<>();
    private final List<Entry> ordered = new ArrayList<>(); // at all times
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
        }
        entry.count += weight;
        total += weight;
        rise(entry);
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

    private Entry newEntry(String itemId) {
        Entry entry;
        if (entries.size() < capacity) {
            entry = new Entry(itemId, ordered.size());
            ordered.add(entry);
        } else {
            entry = ordered.get(ordered.size() - 1);
            entries.remove(entry.itemId);
            entry.itemId = itemId;
        }
        entries.put(itemId, entry);
        return entry;
    }

    /** To its place again: a click moves one item, and that upwards. */
    private void rise(Entry entry) {
        int rank = entry.rank;
        while (rank > 0 && MOST_CLICKED.compare(entry, ordered.get(rank - 1)) < 0) {
            Entry passed = ordered.get(rank - 1);
            ordered.set(rank, passed);
            passed.rank = rank--;
        }
        ordered.set(rank, entry);
        entry.rank = rank;
    }

    private void rescale() {
        for (Entry entry : entries.values()) {
            entry.count /= weight;
        }
        total /= weight;
        weight = 1;
    }

    private static final class Entry {
        private String itemId;
        private double count;
        private int rank;

        private Entry(String itemId, int rank) {
            this.itemId = itemId;
            this.rank = rank;
        }
    }
}
