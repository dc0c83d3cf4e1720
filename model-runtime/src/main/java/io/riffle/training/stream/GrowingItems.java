package io.riffle.training.stream;

import io.riffle.model.content.Content;
import io.riffle.training.state.StateParts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Item rows of a model whose vocabulary grows: an item keeps its row, new ones are appended.
 *
 * <p>When the table is full, items wait, and {@link #recycle} gives them the rows of items that the
 * catalogue does not list, those met least recently first. What waits is bounded too: the one met
 * least recently gives way.
 *
 * <p><b>State</b>: owned by one thread, written with the trainer's state. One entry for each row
 * and for each item of the catalogue.
 */
public final class GrowingItems {
    private static final int VERSION = 2;
    private static final int MAX_ITEMS = 1 << 28;
    private static final int MOST_WAITING = 10_000;

    private final int maxItems;
    private final boolean listedOnly;
    private final List<String> ids = new ArrayList<>();
    private final Map<String, Integer> rows = new HashMap<>();
    private final RowsByAge ages = new RowsByAge();
    private final ItemContents listed = new ItemContents();
    private final Set<String> waiting = new LinkedHashSet<>();
    private long refused;

    /**
     * Starts with a vocabulary.
     *
     * @param itemIds id of row 1, of row 2, …
     * @param listedOnly whether an item must be in the catalogue to get a row
     */
    GrowingItems(List<String> itemIds, int maxItems, boolean listedOnly) {
        this.maxItems = maxItems;
        this.listedOnly = listedOnly;
        itemIds.forEach(this::append);
    }

    /** Rows in use, the padding row 0 included. */
    public int rows() {
        return ids.size() + 1;
    }

    /** Row of an item, 0 when it has none. */
    public int row(String itemId) {
        return rows.getOrDefault(itemId, 0);
    }

    /** Items of rows 1, 2, ... */
    public List<String> itemIds() {
        return Collections.unmodifiableList(ids);
    }

    /** Whether the rows of a vocabulary are still its items'. */
    public boolean begins(List<String> itemIds) {
        return itemIds.size() <= ids.size() && ids.subList(0, itemIds.size()).equals(itemIds);
    }

    /** Times that an item was met and got no row: the table was full, or nobody lists it. */
    public long refused() {
        return refused;
    }

    /** Items that wait for a row of another one. */
    int waiting() {
        return waiting.size();
    }

    /** What the catalogue says about an item; it may come before or after the item's row. */
    public void describe(String itemId, Content content) {
        listed.describe(itemId, content);
    }

    /** The catalogue lists the item no longer: it keeps its row until another item needs it. */
    public void withdraw(String itemId) {
        listed.withdraw(itemId);
    }

    /** What the catalogue says about an item; nothing when it does not list it. */
    public Content content(String itemId) {
        return listed.of(itemId);
    }

    /** The item of a row, as {@link #content}. */
    Content content(int row) {
        return content(ids.get(row - 1));
    }

    /** Items of the catalogue and their categories. */
    public Map<String, List<String>> described() {
        return listed.categories();
    }

    /** An item is met; one without a row gets one, if there is room. */
    boolean admit(String itemId) {
        int row = row(itemId);
        if (row > 0) {
            ages.meet(row);
            return false;
        }
        if (listedOnly && !listed.lists(itemId)) {
            refused++;
            return false;
        }
        if (ids.size() < maxItems) {
            append(itemId);
            return true;
        }
        refused++;
        waiting.remove(itemId);
        waiting.add(itemId);
        if (waiting.size() > Math.min(MOST_WAITING, maxItems)) {
            waiting.remove(waiting.iterator().next());
        }
        return false;
    }

    /**
     * Gives rows of items that are not listed to those that wait.
     *
     * @return the rows that changed hands, rising
     */
    int[] recycle() {
        if (waiting.isEmpty()) {
            return new int[0];
        }
        int[] free = ages.oldest(row -> !listed.lists(ids.get(row - 1)), waiting.size());
        List<String> newest = new ArrayList<>(waiting);
        Collections.reverse(newest);
        for (int i = 0; i < free.length; i++) {
            String itemId = newest.get(i);
            rows.remove(ids.set(free[i] - 1, itemId));
            rows.put(itemId, free[i]);
            ages.meet(free[i]);
            waiting.remove(itemId);
        }
        return free;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(refused);
        StateParts.writeTexts(out, ids);
        ages.write(out);
        StateParts.writeTexts(out, waiting);
        listed.write(out);
    }

    /** Takes over what {@link #write} wrote. */
    void read(DataInput in) throws IOException {
        int version = StateParts.version("items", VERSION, in.readUnsignedByte());
        clear();
        refused = in.readLong();
        StateParts.readTexts(in).forEach(this::append);
        ages.read(in, ids.size());
        waiting.addAll(StateParts.readTexts(in));
        listed.read(in, version > 1);
    }

    /** Takes over what releases before 0.2 wrote: categories in one line each. */
    public void readFirst(DataInput in) throws IOException {
        clear();
        for (int left = StateParts.count("items", in.readInt(), MAX_ITEMS); left > 0; left--) {
            append(in.readUTF());
        }
        listed.readFirst(in);
    }

    private void clear() {
        ids.clear();
        rows.clear();
        ages.clear();
        waiting.clear();
        listed.clear();
    }

    private void append(String itemId) {
        ids.add(itemId);
        rows.put(itemId, ids.size());
        ages.meet(ids.size());
    }
}
