package io.riffle.job.user;

import io.riffle.schema.Outcome;
import io.riffle.schema.Slate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/** A user's slates by ordinal, oldest first, and what of them has changed since they were saved. */
final class StoredSlates {

    private final TreeMap<Long, Slate> slates;
    private final Set<Long> changed = new HashSet<>();
    private final Set<Long> removed = new HashSet<>();

    StoredSlates(SortedMap<Long, Slate> slates) {
        this.slates = new TreeMap<>(slates);
    }

    int size() {
        return slates.size();
    }

    /** A copy: slates may be changed and removed meanwhile. */
    List<Long> ordinals() {
        return List.copyOf(slates.keySet());
    }

    /** A copy of those of some slates, which may be changed and removed meanwhile. */
    List<Long> which(Predicate<Slate> wanted) {
        List<Long> some = List.of(); // mostly none
        for (Map.Entry<Long, Slate> entry : slates.entrySet()) {
            if (wanted.test(entry.getValue())) {
                some = some.isEmpty() ? new ArrayList<>() : some;
                some.add(entry.getKey());
            }
        }
        return some;
    }

    Collection<Slate> all() {
        return slates.values();
    }

    Collection<Map.Entry<Long, Slate>> newestFirst() {
        return slates.descendingMap().entrySet();
    }

    /**
     * The slate whose next click has not come, or the newest whose has; null when there is none.
     */
    @Nullable Long waiting() {
        for (Map.Entry<Long, Slate> entry : newestFirst()) {
            if (!entry.getValue().asked()) {
                return entry.getKey();
            }
        }
        return null;
    }

    Slate at(Long ordinal) {
        Slate slate = slates.get(ordinal);
        if (slate == null) {
            throw new IllegalStateException("No open slate has ordinal " + ordinal);
        }
        return slate;
    }

    void add(Slate slate) {
        put(slates.isEmpty() ? 0 : slates.lastKey() + 1, slate);
    }

    void put(Long ordinal, Slate slate) {
        slates.put(ordinal, slate);
        changed.add(ordinal);
        removed.remove(ordinal);
    }

    void remove(Long ordinal) {
        slates.remove(ordinal);
        changed.remove(ordinal);
        removed.add(ordinal);
    }

    /** A sample is made of a slate as it is now; its next one is a revision. */
    Settled emit(Long ordinal, Outcome outcome) {
        Slate slate = at(ordinal);
        put(ordinal, slate.emitted());
        return new Settled(slate, outcome);
    }

    /** About how many bytes of the heap the slates take. */
    long bytes() {
        long bytes = 0;
        for (Slate slate : slates.values()) {
            bytes += HeapBytes.of(slate);
        }
        return bytes;
    }

    /** Writes what changed. */
    void save(MapState<Long, Slate> state) throws Exception {
        for (Long ordinal : changed) {
            state.put(ordinal, at(ordinal));
        }
        for (Long ordinal : removed) {
            state.remove(ordinal);
        }
        changed.clear();
        removed.clear();
    }
}
