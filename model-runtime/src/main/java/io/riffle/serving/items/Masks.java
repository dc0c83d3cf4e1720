package io.riffle.serving.items;

import io.riffle.serving.conditions.ItemNames;
import io.riffle.serving.conditions.ItemSet;
import io.riffle.serving.conditions.Selection;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Selections of the catalogue in rows of an index. That of a condition is kept, and goes on from
 * the one before where the condition is answered anew: it costs what has changed.
 *
 * <p><b>State</b>: rows by the catalogue's own numbers, looked up once; masks of the conditions
 * asked last, bounded in bytes. Of one thread.
 */
final class Masks {
    private static final long MOST_BYTES = 32L << 20;
    private static final int LEAST = 4;
    private static final int ABSENT = -1;

    private final IndexedItems items;
    private final Map<Object, Kept> kept = new LinkedHashMap<>(16, .75f, true);
    private @Nullable ItemNames names;
    private int[] rows = {}; // by the catalogue's numbers; 0 = not looked up

    private record Kept(Selection selection, RowMask mask) {}

    Masks(IndexedItems items) {
        this.items = items;
    }

    /** The rows of a set; not to be changed. */
    RowMask of(ItemSet set) {
        if (set.size() == 0) {
            return RowMask.NONE;
        }
        if (!(set instanceof Selection selection)) {
            RowMask mask = RowMask.empty(0);
            widen(mask, set);
            return mask;
        }
        if (names != selection.names()) {
            names = selection.names();
            rows = new int[names.size()];
            kept.clear();
        }
        Kept before = kept.get(selection.key());
        RowMask mask;
        if (before == null) {
            mask = RowMask.empty(items.used());
            selection.forEachRow(number -> flip(mask, number));
        } else if (before.selection == selection) {
            widen(before.mask, selection);
            return before.mask;
        } else {
            mask = before.mask.copy();
            selection.forEachChange(before.selection, number -> flip(mask, number));
            widen(mask, selection);
        }
        kept.put(selection.key(), new Kept(selection, mask));
        bound();
        return mask;
    }

    /** An item got a row, in an index that it had none in. */
    void placed(String itemId, int row) {
        int number = names == null ? -1 : names.row(itemId);
        if (number >= 0 && number < rows.length) {
            rows[number] = row;
        }
    }

    /** Looks at rows that the index has got since; those were in no mask. */
    private void widen(RowMask mask, ItemSet set) {
        int from = Math.max(1, mask.rows());
        if (from < items.used()) {
            mask.widen(items.used());
            for (int row = from; row < items.used(); row++) {
                if (set.contains(items.itemId(row))) {
                    mask.add(row);
                }
            }
        }
    }

    private void flip(RowMask mask, int number) {
        int row = row(number);
        if (row > 0 && row < mask.rows()) {
            mask.flip(row);
        }
    }

    private int row(int number) {
        if (number >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(number + 1, rows.length * 3 / 2));
        }
        int row = rows[number];
        if (row == 0 && names != null) {
            row = items.row(names.itemId(number));
            row = row == 0 ? ABSENT : row;
            rows[number] = row;
        }
        return row;
    }

    private void bound() {
        long most = Math.max(LEAST, MOST_BYTES * 8 / Math.max(1, items.used()));
        Iterator<Kept> oldest = kept.values().iterator();
        while (kept.size() > most) {
            oldest.next();
            oldest.remove();
        }
    }
}
