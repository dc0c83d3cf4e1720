package io.riffle.serving.items;

import org.jspecify.annotations.Nullable;

/**
 * Which rows a query may get.
 *
 * @param excluded rows that it must not get
 * @param most rows at most
 * @param mask none but these; null = all that are shown
 */
public record Wanted(int[] excluded, int most, @Nullable RowMask mask) {

    /** Whether a row is outside the mask. */
    public boolean outside(int row) {
        return mask != null && !mask.contains(row);
    }

    /** Whether no row can be got. */
    public boolean nothing() {
        return mask != null && mask.count() == 0;
    }

    /** The same for so many rows. */
    public Wanted more(int rows) {
        return new Wanted(excluded, rows, mask);
    }
}
