package io.riffle.serving.items;

import io.riffle.model.content.Content;
import io.riffle.model.content.ContentMap;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.schema.Item;
import org.jspecify.annotations.Nullable;

/**
 * Items that a backbone does not know, and that the catalogue tells of: each has the row that its
 * content suggests, where the backbone was published with a map.
 *
 * <p><b>State</b>: that of the {@link ItemIndex}.
 */
public final class ProvisionalItems {
    private final ItemIndex index;
    private final FuxiBeta model;
    private final @Nullable ContentMap content;

    /**
     * None yet.
     *
     * @param content null: there will be none
     */
    public ProvisionalItems(ItemIndex index, FuxiBeta model, @Nullable ContentMap content) {
        this.index = index;
        this.model = model;
        this.content = content;
    }

    /** Gives an item its row, or another one where it has changed; what is known stays as it is. */
    public void describe(Item item) {
        int row = content == null ? 0 : index.place(item.itemId());
        if (content == null || row == 0) {
            return;
        }
        Item before = index.items().described(row);
        if (before == null || !Content.same(before, item)) {
            float[] values = content.row(Content.of(item));
            model.setItem(row, values);
            index.describe(row, item, values);
        }
    }

    /**
     * All items as they are shown now.
     *
     * @param named items that may be wished for, with rows or without
     */
    public ItemsNow now(Iterable<String> named) {
        return index.visibility().now(index.items().described(), named);
    }

    /** Shows the items that another index shows, of those that are known here. */
    public void show(ItemsNow items) {
        items.described().forEach(this::describe);
        index.visibility().showAs(items);
    }
}
