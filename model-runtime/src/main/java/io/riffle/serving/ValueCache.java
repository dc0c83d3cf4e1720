package io.riffle.serving;

import ai.djl.ndarray.NDManager;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.fuxi.LayerValues;
import io.riffle.serving.items.KnownEvents;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which user's settled positions lie in which slot of the {@link LayerValues}. Least recently used
 * users leave; a user of the running bundle does not.
 *
 * <p><b>State:</b> derived from histories; dropping any of it changes no answer. Device memory is
 * taken by the first user. Outlives the weights that filled it: every slot says how many swaps ago
 * that was.
 */
final class ValueCache implements AutoCloseable {
    private final FuxiConfig config;
    private final int slots;
    private final int maxLag;
    private final NDManager resident;
    private final Map<String, Slot> byUser = new LinkedHashMap<>(16, 0.75f, true);
    private final Deque<Slot> free = new ArrayDeque<>();
    private @Nullable LayerValues values;
    private long generation;
    private long bundle;

    /**
     * Reserves nothing yet.
     *
     * @param bytes most device memory
     * @param maxLag swaps that a slot may be behind
     * @param resident owned by this cache
     */
    ValueCache(FuxiConfig config, long bytes, int maxLag, NDManager resident) {
        this.config = config;
        // One slot is the bin that LayerValues adds.
        long fit = bytes / LayerValues.bytesPerSlot(config) - 1;
        this.slots = (int) Math.max(0, Math.min(fit, 1 << 24));
        this.maxLag = maxLag;
        this.resident = resident;
    }

    /** One user's place. */
    static final class Slot {
        final int number;
        @Nullable KnownEvents events;
        long windowStart;
        int settled;
        private long generation;
        private long bundle;

        private Slot(int number) {
            this.number = number;
        }

        private void clear(long newGeneration) {
            events = null;
            windowStart = 0;
            settled = 0;
            generation = newGeneration;
        }

        /** Positions that are settled as these events have them, when they start at this window. */
        int valid(KnownEvents now, long start, long end) {
            if (events == null) {
                return 0;
            }
            if (events == now && windowStart == start) {
                return settled;
            }
            return Math.min(settled, events.settledAlike(windowStart, settled, now, start, end));
        }

        void settle(KnownEvents now, long start, int positions) {
            events = now;
            windowStart = start;
            settled = positions;
        }
    }

    /** Starts a bundle: from here on its users keep their slots. */
    void nextBundle() {
        bundle++;
    }

    /** The user's slot, kept for this bundle; null when there is none, or it is too old. */
    @Nullable Slot find(String userId) {
        Slot slot = byUser.get(userId);
        if (slot == null || lag(slot) > maxLag) {
            return null;
        }
        slot.bundle = bundle;
        return slot;
    }

    /** Swaps since the slot was filled. */
    long lag(Slot slot) {
        return generation - slot.generation;
    }

    /** Forgets what a slot holds, so that it is filled by the present weights. */
    void renew(Slot slot) {
        slot.clear(generation);
    }

    /** A slot all of whose positions are computed anew is as new as the weights. */
    void refilled(Slot slot) {
        slot.generation = generation;
    }

    /** A slot for the user, their own if possible; null when the running bundle holds them all. */
    @Nullable Slot acquire(String userId) {
        Slot slot = byUser.get(userId);
        if (slot == null) {
            slot = free.isEmpty() ? unused() : free.remove();
            if (slot == null) {
                return null;
            }
            slot.clear(generation);
            byUser.put(userId, slot);
        } else if (lag(slot) > maxLag) {
            slot.clear(generation);
        }
        slot.bundle = bundle;
        return slot;
    }

    LayerValues values() {
        if (values == null) {
            values = new LayerValues(config, slots, resident);
        }
        return values;
    }

    /** Drops one user, the id too; the slot is the next one's who needs one. */
    void forget(String userId) {
        Slot slot = byUser.remove(userId);
        if (slot != null) {
            slot.clear(generation);
            free.add(slot);
        }
    }

    /** Whether slots filled under another version of the model can be read under this one. */
    boolean fits(FuxiConfig other, long bytes, int lag) {
        return lag == maxLag
                && config.withItems(other.items()).equals(other)
                && slots == new ValueCache(other, bytes, lag, resident).slots;
    }

    /** Other weights are in use now. */
    void swapped() {
        generation++;
    }

    int users() {
        return byUser.size();
    }

    int nativeArrays() {
        return resident.getManagedArrays().size();
    }

    @Override
    public void close() {
        resident.close();
    }

    /** Comes when no slot is free: a new one, or that of whom nobody asked for longest. */
    private @Nullable Slot unused() {
        return byUser.size() < slots ? new Slot(byUser.size() + 1) : evicted();
    }

    private @Nullable Slot evicted() {
        var eldest = byUser.entrySet().iterator();
        if (!eldest.hasNext()) {
            return null;
        }
        Slot slot = eldest.next().getValue();
        if (slot.bundle == bundle) {
            return null;
        }
        eldest.remove();
        return slot;
    }
}
