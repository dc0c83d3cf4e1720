package io.riffle.serving.items;

import io.riffle.schema.Item;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which items may be shown now: those that the catalogue lists, as the caller says. Items without
 * rows too, since pins and given candidates may name them.
 *
 * <p><b>State</b>: a bit a row, and what was said of single items without rows that is not what the
 * predicate says of them; as the {@link ItemIndex}'s.
 */
public final class ItemVisibility {
    private final IndexedItems items;
    private final RowMarks marks;
    private final Map<String, Boolean> told = new HashMap<>();
    private Predicate<String> others = itemId -> true; // items without rows

    ItemVisibility(IndexedItems items, RowMarks marks) {
        this.items = items;
        this.marks = marks;
    }

    /** Takes an item out of every later slate. */
    public void withdraw(String itemId) {
        int row = items.row(itemId);
        if (row > 0) {
            marks.withdraw(row);
        } else {
            tell(itemId, false);
        }
    }

    /** Whether the item of a row in use may be proposed. */
    public boolean shows(int row) {
        return !marks.withdrawn(row);
    }

    /** Whether an item may be shown, one without a row too. */
    public boolean shows(String itemId) {
        int row = items.row(itemId);
        return row > 0 ? shows(row) : showsWithoutRow(itemId);
    }

    /** Lets a withdrawn item back in. */
    public void restore(String itemId) {
        int row = items.row(itemId);
        if (row > 0) {
            marks.restore(row);
        } else {
            tell(itemId, true);
        }
    }

    /**
     * Shows only these items, of those from a row on, and of those without rows.
     *
     * @param shown asked of items with rows now, of the others whenever they are wished for
     */
    public void showOnly(int firstRow, Predicate<String> shown) {
        others = shown;
        told.clear();
        for (int row = firstRow; row < items.used(); row++) {
            if (shown.test(items.itemId(row))) {
                marks.restore(row);
            } else {
                marks.withdraw(row);
            }
        }
    }

    /**
     * Which items are shown now; does not change.
     *
     * @param described what the provisional items are, as far as they are
     * @param named items that may be wished for; of others without rows nothing is known
     */
    ItemsNow now(List<Item> described, Iterable<String> named) {
        BitSet withdrawn = marks.withdrawn();
        Set<String> beyond = new HashSet<>();
        for (int row = withdrawn.nextSetBit(items.published());
                row >= 0 && row < items.used();
                row = withdrawn.nextSetBit(row + 1)) {
            beyond.add(items.itemId(row));
        }
        for (String itemId : named) {
            if (!shows(itemId)) {
                beyond.add(itemId);
            }
        }
        return new ItemsNow(items.vocabulary(), withdrawn, beyond, described);
    }

    /** Shows what was shown elsewhere, of the items that have rows here. */
    public void showAs(ItemsNow now) {
        boolean same = now.of(items.vocabulary());
        if (same) {
            marks.set(now.withdrawn());
        }
        showOnly(same ? items.published() : 1, now::shows);
    }

    /** An item has got a row: what holds of it goes on to hold. */
    void placed(String itemId, int row) {
        if (!showsWithoutRow(itemId)) {
            marks.withdraw(row);
        }
    }

    private boolean showsWithoutRow(String itemId) {
        Boolean single = told.get(itemId);
        return single == null ? others.test(itemId) : single;
    }

    /** Most callers' predicate says so already: then nothing is kept. */
    private void tell(String itemId, boolean shown) {
        if (others.test(itemId) == shown) {
            told.remove(itemId);
        } else {
            told.put(itemId, shown);
        }
    }
}
