package io.riffle.job.items;

import io.riffle.schema.Ids;

/**
 * A set of items, each with a number, that takes some twenty-four bytes each: of an id it keeps 64
 * bits of its SHA-256, by which two of a million items are taken for one another with a probability
 * of 3e-8.
 *
 * <p>Open addressing with linear probing; never more than half full.
 */
final class ItemHashes {

    /** Items that may be in a set: 384 MiB of the heap. */
    static final int MOST = 1 << 24;

    private static final int SMALLEST = 16;

    private long[] slots = new long[SMALLEST];
    private int[] tags = new int[SMALLEST];
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

    /** The number of an item; 0 where it is not there. */
    int tag(long hash) {
        return tags[slot(hash)];
    }

    /** As below, with the number 0. */
    boolean add(long hash) {
        return add(hash, 0);
    }

    /** False when it was there before, which gives it this number, or when the set is full. */
    boolean add(long hash, int tag) {
        int slot = slot(hash);
        if (slots[slot] != 0) {
            tags[slot] = tag;
            return false;
        }
        if (size == MOST) {
            return false;
        }
        slots[slot] = hash;
        tags[slot] = tag;
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
        tags[free] = 0;
        size--;
        // What was put behind the removed one because that was in its way moves up.
        int mask = slots.length - 1;
        for (int next = (free + 1) & mask; slots[next] != 0; next = (next + 1) & mask) {
            long moved = slots[next];
            int tag = tags[next];
            slots[next] = 0;
            tags[next] = 0;
            int slot = slot(moved);
            slots[slot] = moved;
            tags[slot] = tag;
        }
        return true;
    }

    void clear() {
        slots = new long[SMALLEST];
        tags = new int[SMALLEST];
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
        int[] tagged = tags;
        slots = new long[length];
        tags = new int[length];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != 0) {
                int slot = slot(before[i]);
                slots[slot] = before[i];
                tags[slot] = tagged[i];
            }
        }
    }
}
