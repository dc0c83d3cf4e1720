package io.riffle.gateway.view;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A map of so many entries at most: what was used longest ago gives way. Not for two threads. */
public final class Bounded<K, V> {

    private final Map<K, V> entries;

    /**
     * An empty map.
     *
     * @param most entries
     */
    public Bounded(int most) {
        entries =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Serial private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                        return size() > most;
                    }
                };
    }

    /** The value, which counts as a use; null when there is none. */
    public @Nullable V get(K key) {
        return entries.get(key);
    }

    /** The value, made when there is none. */
    public V get(K key, Supplier<V> made) {
        V known = entries.get(key);
        if (known == null) {
            known = made.get();
            entries.put(key, known);
        }
        return known;
    }

    /** Sets a value. */
    public void put(K key, V value) {
        entries.put(key, value);
    }

    /** Takes an entry out; null when there is none. */
    public @Nullable V remove(K key) {
        return entries.remove(key);
    }

    /** How many there are. */
    public int size() {
        return entries.size();
    }
}
