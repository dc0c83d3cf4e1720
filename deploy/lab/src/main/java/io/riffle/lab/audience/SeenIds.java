package io.riffle.lab.audience;

import java.util.Arrays;

/**
 * 64-bit hashes that were met before, 8 to 16 bytes each. Two of a million ids share a hash with
 * probability 3e-8.
 */
final class SeenIds {

    private long[] slots = new long[1 << 12];
    private int size;
    private boolean zero;

    /** Takes one in; false when it was there. */
    boolean add(long hash) {
        if (hash == 0) {
            boolean fresh = !zero;
            zero = true;
            return fresh;
        }
        if (2 * size >= slots.length) {
            grow();
        }
        int slot = slot(hash);
        if (slots[slot] == hash) {
            return false;
        }
        slots[slot] = hash;
        size++;
        return true;
    }

    private int slot(long hash) {
        int mask = slots.length - 1;
        int slot = Long.hashCode(hash * 0x9E3779B97F4A7C15L) & mask;
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        Arrays.stream(old).filter(hash -> hash != 0).forEach(hash -> slots[slot(hash)] = hash);
    }
}
