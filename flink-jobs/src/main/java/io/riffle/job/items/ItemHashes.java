package io.riffle.job.items;

import io.riffle.schema.Ids;
import java.util.Arrays;

/**
 * A set of items that takes some sixteen bytes each: of an id it keeps 64 bits of its SHA-256, by
 * which two of a million items are taken for one another with a probability of 3e-8.
 *
 * <p>Open addressing with linear probing; never more than half full.
 */
final class ItemHashes {

    /** Items that may be in a set: 256 MiB of the heap. */
    static final int MOST = 1 << 24;

    private static final int SMALLEST = 16;

    private long[] slots = new long[SMALLEST];
    private int size;

    /** The item's number in these sets; never 0, which marks a free slot. */
    static long hash(String itemId) {
        long hash = Ids.eventHash(itemId);
        return hash == 0 ? 1 : hash;
    }

    int size() {
        return size;
    }

    boolean contains(long hash) {
        return slots[slot(hash)] != 0;
    }

    /** False when it was there before, or when the set is full. */
    boolean add(long hash) {
        int slot = slot(hash);
        if (slots[slot] != 0 || size == MOST) {
            return false;
        }
        slots[slot] = hash;
        if (2 * ++size > slots.length) {
            rehash(2 * slots.length);
        }
        return true;
    }

    /** False when it was not there. */
    boolean remove(long hash) {
        int free = slot(hash);
        if (slots[free] == 0) {
            return false;
        }
        slots[free] = 0;
        size--;
        // What was put behind the removed one because that was in its way moves up.
        int mask = slots.length - 1;
        for (int next = (free + 1) & mask; slots[next] != 0; next = (next + 1) & mask) {
            long moved = slots[next];
            slots[next] = 0;
            slots[slot(moved)] = moved;
        }
        return true;
    }

    void clear() {
        slots = new long[SMALLEST];
        size = 0;
    }

    /** All of them, in no order. */
    long[] toArray() {
        long[] all = new long[size];
        int next = 0;
        for (long hash : slots) {
            if (hash != 0) {
                all[next++] = hash;
            }
        }
        return all;
    }

    /** Where the hash is, or would be put. */
    private int slot(long hash) {
        int mask = slots.length - 1;
        int slot = (int) (hash ^ hash >>> 32) & mask;
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rehash(int length) {
        long[] before = slots;
        slots = new long[length];
        Arrays.stream(before).filter(hash -> hash != 0).forEach(hash -> slots[slot(hash)] = hash);
    }
}
