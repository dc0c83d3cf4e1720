package io.riffle.serving.conditions;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Item ids by row and rows by item id. Rows are given in the order in which items came, and stay.
 *
 * <p>Some thirty bytes an item: ids lie one after the other in blocks of bytes, and a table of rows
 * finds them.
 *
 * <p><b>State</b>: only grows. Read by any thread without a lock; one thread at a time adds. What a
 * row stands for is written before the row is put into the table, and read after it was found
 * there.
 */
public final class ItemNames {
    /** Rows at most. */
    static final int MOST = 1 << 24;

    private static final int BLOCK = 1 << 16;
    private static final int ROWS = 1 << 12;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);

    private volatile int[] table = new int[1 << 10]; // row + 1; 0 = free
    private volatile byte[][] blocks = {};
    private volatile int[][] starts = {}; // of each row: block, then place in it
    private volatile int size;
    private int filled = BLOCK; // of the newest block

    ItemNames() {}

    /** Rows in use. */
    public int size() {
        return size;
    }

    /** Row of an item; -1 where it has none. */
    public int row(String itemId) {
        return find(table, itemId.getBytes(StandardCharsets.UTF_8));
    }

    /** The item of a row in use. */
    public String itemId(int row) {
        int start = starts[row / ROWS][row % ROWS];
        byte[] block = blocks[start >>> 16];
        int at = start & (BLOCK - 1);
        return new String(block, at + 1, length(block, at), StandardCharsets.UTF_8);
    }

    /** Row of an item, a new one where it has none; -1 where there is no room. */
    int add(String itemId) {
        byte[] id = itemId.getBytes(StandardCharsets.UTF_8);
        int row = find(table, id);
        if (row >= 0 || size == MOST) {
            return row;
        }
        row = size;
        if (row % ROWS == 0) {
            int[][] longer = Arrays.copyOf(starts, starts.length + 1);
            longer[starts.length] = new int[ROWS];
            starts = longer;
        }
        starts[row / ROWS][row % ROWS] = store(id);
        if (2 * (row + 1) > table.length) {
            table = grown(table, row);
        }
        SLOT.setRelease(table, free(table, id), row + 1);
        size = row + 1;
        return row;
    }

    private int store(byte[] id) {
        if (filled + id.length + 1 > BLOCK) {
            byte[][] longer = Arrays.copyOf(blocks, blocks.length + 1);
            longer[blocks.length] = new byte[BLOCK];
            blocks = longer;
            filled = 0;
        }
        byte[] block = blocks[blocks.length - 1];
        int start = (blocks.length - 1) << 16 | filled;
        block[filled] = (byte) (id.length - 1);
        System.arraycopy(id, 0, block, filled + 1, id.length);
        filled += id.length + 1;
        return start;
    }

    private int find(int[] slots, byte[] id) {
        int mask = slots.length - 1;
        for (int slot = hash(id) & mask; ; slot = (slot + 1) & mask) {
            int row = (int) SLOT.getAcquire(slots, slot) - 1;
            if (row < 0 || is(row, id)) {
                return row;
            }
        }
    }

    private boolean is(int row, byte[] id) {
        int start = starts[row / ROWS][row % ROWS];
        byte[] block = blocks[start >>> 16];
        int at = start & (BLOCK - 1);
        int from = at + 1;
        return Arrays.equals(block, from, from + length(block, at), id, 0, id.length);
    }

    private int[] grown(int[] before, int rows) {
        int[] slots = new int[2 * before.length];
        for (int row = 0; row < rows; row++) {
            int start = starts[row / ROWS][row % ROWS];
            byte[] block = blocks[start >>> 16];
            int at = start & (BLOCK - 1);
            byte[] id = Arrays.copyOfRange(block, at + 1, at + 1 + length(block, at));
            slots[free(slots, id)] = row + 1;
        }
        return slots;
    }

    private static int free(int[] slots, byte[] id) {
        int mask = slots.length - 1;
        int slot = hash(id) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Ids are one to 256 bytes long. */
    private static int length(byte[] block, int at) {
        return (block[at] & 0xFF) + 1;
    }

    /** FNV-1a, then mixed: ids that count upwards differ in their last bytes alone. */
    private static int hash(byte[] id) {
        int hash = 0x811C9DC5;
        for (byte b : id) {
            hash = (hash ^ (b & 0xFF)) * 0x01000193;
        }
        hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
        return hash ^ hash >>> 13;
    }
}
