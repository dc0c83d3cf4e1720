package io.riffle.serving.items;

import io.riffle.schema.Item;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which of the indexed items may be proposed now: those that the catalogue lists, as the caller
 * says.
 *
 * <p><b>State</b>: a bit a row; as the {@link ItemIndex}'s.
 */
public final class ItemVisibility {
    private final IndexedItems items;
    private final RowMarks marks;

    ItemVisibility(IndexedItems items, RowMarks marks) {
        this.items = items;
        this.marks = marks;
    }

    /** Takes an item out of every later proposal. */
    public void withdraw(String itemId) {
        marks.withdraw(items.row(itemId));
    }

    /** Whether the item of a row may be proposed. */
    public boolean shows(int row) {
        return !marks.withdrawn(row);
    }

    /** Lets a withdrawn item back in. */
    public void restore(String itemId) {
        marks.restore(items.row(itemId));
    }

    /** Proposes only these items, of those from a row on. */
    public void showOnly(int firstRow, Predicate<String> shown) {
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
     */
    public ItemsNow now(List<Item> described) {
        BitSet withdrawn = marks.withdrawn();
        Set<String> provisional = new HashSet<>();
        for (int row = withdrawn.nextSetBit(items.published());
                row >= 0 && row < items.used();
                row = withdrawn.nextSetBit(row + 1)) {
            provisional.add(items.itemId(row));
        }
        return new ItemsNow(items.vocabulary(), withdrawn, provisional, described);
    }

    /** Shows what was shown elsewhere, of the items that have rows here. */
    public void showAs(ItemsNow now) {
        boolean same = now.of(items.vocabulary());
        if (same) {
            marks.set(now.withdrawn());
        }
        showOnly(same ? items.published() : 1, now::shows);
    }
}
