package io.riffle.serving.conditions;

import io.riffle.schema.Item;

/**
 * What one reader of the catalogue tells the index. Several readers tell of the same changes of an
 * item in the same order, each at its own pace: the first to tell of a change makes it, and from
 * the others it is an echo. So whoever told of a change finds it in the index, and none is undone
 * by a reader who is behind.
 *
 * <p><b>State</b>: how many changes of each item were told, from the start of all readers on. Of
 * one thread.
 */
public final class CatalogueFeed {
    private final CatalogueIndex index;
    private final RowCounts told = new RowCounts();

    CatalogueFeed(CatalogueIndex index) {
        this.index = index;
    }

    /** The catalogue lists an item, or says something else of it. */
    public void list(Item item) {
        index.list(item, told);
    }

    /** The catalogue has withdrawn an item. */
    public void withdraw(String itemId) {
        index.withdraw(itemId, told);
    }
}
