package io.riffle.serving;

import ai.djl.ndarray.NDManager;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.items.ItemIndex;
import io.riffle.serving.items.KnownEvents;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The users whose values a recommender may go on from, and what is known of their events; nobody
 * when it has no cache.
 *
 * <p><b>State:</b> a {@link ValueCache}, which may go over to a later recommender.
 */
final class CachedUsers implements AutoCloseable {
    private final FuxiConfig config;
    private final ServingOptions options;
    private @Nullable ValueCache cache; // null when off
    private int renewals;

    /** Reserves nothing yet. */
    CachedUsers(FuxiConfig config, ServingOptions options, Supplier<NDManager> managers) {
        this.config = config;
        this.options = options;
        this.cache =
                options.cacheBytes() == 0
                        ? null
                        : new ValueCache(
                                config,
                                options.cacheBytes(),
                                options.maxVersionLag(),
                                managers.get());
    }

    /** Null when there is none. */
    @Nullable ValueCache cache() {
        return cache;
    }

    /** Starts a bundle: from here on its users keep their values. */
    void nextBundle() {
        renewals = 0;
        if (cache != null) {
            cache.nextBundle();
        }
    }

    /** What the turn's queries may read of its history: read on from where the cache has it. */
    KnownEvents events(Turn turn, ItemIndex index) {
        long first = Long.MAX_VALUE;
        long end = 0;
        for (Query query : turn.queries()) {
            first = Math.min(first, Math.min(query.beginSequence(), query.windowStart()));
            end = Math.max(end, query.endSequence());
        }
        first = Math.min(first, end);
        ValueCache.Slot slot = turn.current() ? slot(turn.userId()) : null;
        KnownEvents known = slot == null ? null : slot.events;
        if (known == null || !known.continues(turn.history(), first) || !known.readAs(index)) {
            return new KnownEvents(turn.history(), index, first, end);
        }
        known.append(turn.history(), index, end);
        return known;
    }

    /** Whether the values of another recommender's users are laid out as here. */
    boolean fit(CachedUsers previous) {
        return cache != null
                && previous.cache != null
                && previous.cache.fits(config, options.cacheBytes(), options.maxVersionLag());
    }

    /**
     * Takes the users over that {@link #fit}; the other recommender has none from here on.
     *
     * @param swapped whether other weights serve now
     */
    void adopt(CachedUsers previous, boolean swapped) {
        close();
        cache = previous.cache;
        previous.cache = null;
        if (swapped && cache != null) {
            cache.swapped();
        }
    }

    /** Whether the user has a slot whose values may be gone on from. */
    boolean has(String userId) {
        return cache != null && cache.find(userId) != null;
    }

    /** As {@link Recommender#encodes}. */
    boolean encodes(String userId, UserHistory history, int events, ItemIndex index) {
        long start = Math.max(history.windowStart(), history.firstSequence());
        long end = history.endSequence();
        long held = end - start;
        if (cache == null || held + events - 1 <= Plan.FEW) {
            return false;
        }
        ValueCache.Slot slot = cache.find(userId);
        if (slot == null || slot.events == null || slot.windowStart != start) {
            return true;
        }
        KnownEvents known = slot.events;
        if (!known.readAs(index)) {
            known = new KnownEvents(history, index, start, end);
            int length = known.count(start, end) + events;
            if (Plan.prefers(slot.valid(known, start, end), length)) {
                return true;
            }
        }
        long first = end + events - history.maxEvents();
        // The window is about to hop, over what it holds or over what the history loses.
        return (first > 0 && first >= start)
                || (held + events > config.maxHistory()
                        && known.count(start, known.end()) + events > config.maxHistory());
    }

    void forget(String userId) {
        if (cache != null) {
            cache.forget(userId);
        }
    }

    int count() {
        return cache == null ? 0 : cache.users();
    }

    int nativeArrays() {
        return cache == null ? 0 : cache.nativeArrays();
    }

    @Override
    public void close() {
        if (cache != null) {
            cache.close();
        }
    }

    /** The user's slot; one filled before a swap is renewed, for some users of each bundle. */
    private ValueCache.@Nullable Slot slot(String userId) {
        ValueCache.Slot slot = cache == null ? null : cache.find(userId);
        if (slot != null
                && cache != null
                && cache.lag(slot) > 0
                && renewals < options.prefillMaxPerBundle()) {
            cache.renew(slot);
            renewals++;
        }
        return slot;
    }
}
