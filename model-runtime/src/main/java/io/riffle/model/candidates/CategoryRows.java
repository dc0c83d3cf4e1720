package io.riffle.model.candidates;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of the category table: 0 is padding, 1 none, 2 unlisted, then the listed ones. */
final class CategoryRows {
    private static final int NONE = 1;
    private static final int UNLISTED = 2;
    private static final int FIRST = 3;

    private final Map<String, Integer> rows = new HashMap<>();
    private final int perItem;

    CategoryRows(RerankColumns columns) {
        this.perItem = columns.itemCategories();
        for (int c = 0; c < columns.categories().size(); c++) {
            rows.put(columns.categories().get(c), c + FIRST);
        }
    }

    /** Rows of an item's first categories, filled up with padding. */
    int[] of(List<String> categories) {
        int[] kept = new int[perItem];
        int n = 0;
        for (String category : categories) {
            if (n < kept.length) {
                kept[n++] = rows.getOrDefault(category, UNLISTED);
            }
        }
        if (n == 0) {
            kept[0] = NONE;
        }
        return kept;
    }
}
