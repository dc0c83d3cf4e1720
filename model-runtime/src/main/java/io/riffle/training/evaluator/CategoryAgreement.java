package io.riffle.training.evaluator;

import io.riffle.model.candidates.ItemTable;
import io.riffle.training.lists.ListSample;

/**
 * What two candidates of a list have in common, as far as the catalogue tells: whether they agree
 * in their k-th category, for each k, and whether they share any.
 */
final class CategoryAgreement {
    private final ItemTable items;
    private final int perItem;

    CategoryAgreement(ItemTable items, int perItem) {
        this.items = items;
        this.perItem = perItem;
    }

    /** Kinds of having something in common. */
    int kinds() {
        return perItem + 1;
    }

    /** Category rows of the candidates of a list, {@code [candidate][k]}. */
    int[][] rows(ListSample list) {
        int[][] rows = new int[list.size()][perItem];
        for (int i = 0; i < rows.length; i++) {
            int row = items.row(list.candidates()[i]);
            for (int k = 0; k < perItem; k++) {
                rows[i][k] = items.category(row, k);
            }
        }
        return rows;
    }

    /** Whether two candidates agree; the last kind asks for any category. */
    boolean agree(int kind, int[] one, int[] other) {
        if (kind < perItem) {
            return one[kind] > 1 && one[kind] == other[kind]; // 0 is padding, 1 none
        }
        for (int a : one) {
            for (int b : other) {
                if (a > 1 && a == b) {
                    return true;
                }
            }
        }
        return false;
    }
}
