package io.riffle.job.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.metrics.Counter;

/** A counter for each value of an enum. */
final class EnumCounters<K extends Enum<K>> {

    private final Map<K, Counter> counters;

    /**
     * Makes them all.
     *
     * @param counter of a value's name in lower case
     */
    EnumCounters(Class<K> type, Function<String, Counter> counter) {
        counters = new EnumMap<>(type);
        for (K value : type.getEnumConstants()) {
            counters.put(value, counter.apply(value.name().toLowerCase(Locale.ROOT)));
        }
    }

    void add(K value, long count) {
        counter(value).inc(count);
    }

    long count(K value) {
        return counter(value).getCount();
    }

    private Counter counter(K value) {
        Counter counter = counters.get(value);
        if (counter == null) {
            throw new IllegalStateException("No counter for " + value);
        }
        return counter;
    }
}
