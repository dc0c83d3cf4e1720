package io.riffle.gateway.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts in which one counts the less the longer ago it was: half after so many others. Bounded:
 * what counts least gives way. Not for two threads.
 *
 * <p>What is new counts more, instead of what is old less: so the order changes only where one is
 * added, and the largest are found without a search.
 */
public final class DecayedCounts {

    /** Far below where a double loses the small ones. */
    private static final double LARGEST_STEP = 1e12;

    private static final Comparator<Counted> ORDER =
            Comparator.comparingDouble(Counted::weight).thenComparing(Counted::id);

    private final double growth;
    private final int most;
    private final Map<String, Counted> byId = new HashMap<>();
    private final TreeSet<Counted> order = new TreeSet<>(ORDER);
    private double step = 1;

    private record Counted(String id, double weight) {}

    /**
     * No counts.
     *
     * @param halfLife after so many additions one counts half
     * @param most ids
     */
    public DecayedCounts(int halfLife, int most) {
        growth = Math.pow(2, 1.0 / halfLife);
        this.most = most;
    }

    /** Counts one more. */
    public void add(String id) {
        Counted before = byId.get(id);
        if (before != null) {
            order.remove(before);
        } else if (byId.size() >= most) {
            byId.remove(order.pollFirst().id);
        }
        put(new Counted(id, (before == null ? 0 : before.weight) + step));
        step *= growth;
        if (step > LARGEST_STEP) {
            shrink();
        }
    }

    /** What counts most, the most first. */
    public List<String> top(int size, Predicate<String> wanted) {
        List<String> top = new ArrayList<>(size);
        for (Counted counted : order.descendingSet()) {
            if (top.size() == size) {
                break;
            }
            if (wanted.test(counted.id)) {
                top.add(counted.id);
            }
        }
        return top;
    }

    /** What an id counts, in units of one that is new; 0 when it is not known. */
    public double count(String id) {
        @Nullable Counted counted = byId.get(id);
        return counted == null ? 0 : counted.weight / step;
    }

    /** How many ids there are. */
    public int size() {
        return byId.size();
    }

    private void put(Counted counted) {
        byId.put(counted.id, counted);
        order.add(counted);
    }

    private void shrink() {
        List<Counted> all = List.copyOf(order);
        byId.clear();
        order.clear();
        all.forEach(counted -> put(new Counted(counted.id, counted.weight / step)));
        step = 1;
    }
}
