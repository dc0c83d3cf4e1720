package io.riffle.job.settings;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How models come into use.
 *
 * @param store address below which announced models must lie; null = anywhere
 * @param timeout longest time of a load
 * @param maxBytes most memory of one model; 0 = a quarter of the heap
 * @param provisionalItems rows for items that a model does not know
 */
public record LoadSettings(
        @Nullable String store, Duration timeout, long maxBytes, int provisionalItems)
        implements Serializable {

    /** Without provisional rows. */
    public LoadSettings(@Nullable String store, Duration timeout, long maxBytes) {
        this(store, timeout, maxBytes, 0);
    }

    public static final LoadSettings DEFAULT = new LoadSettings(null, Duration.ofMinutes(10), 0);
}
