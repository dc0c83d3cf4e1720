package io.riffle.artifact;

import io.riffle.model.candidates.ItemTable;
import io.riffle.model.fuxi.FuxiConfig;
import java.util.Locale;

/** A published backbone's item rows as a reranker reads them. */
public final class PublishedRows {
    private PublishedRows() {}

    /**
     * All of them, row 0 padding, [I, D].
     *
     * @throws IllegalArgumentException when the backbone has none
     */
    public static Tensor table(LoadedModel backbone) {
        Tensor table = backbone.tensors().get(FuxiConfig.ITEM_TABLE);
        if (table == null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The backbone (%d) of a reranker must have item rows.",
                            backbone.version()));
        }
        return table;
    }

    /** (items, row width) in the order of the items; zero where the backbone has none. */
    public static float[] inOrder(LoadedModel backbone, ItemTable items) {
        Tensor table = table(backbone);
        int width = (int) table.shape()[1];
        float[] rows = new float[items.size() * width];
        for (int row = 1; row < items.size(); row++) {
            int found = backbone.vocabulary().row(items.itemIds().get(row - 1));
            System.arraycopy(table.data(), found * width, rows, row * width, found > 0 ? width : 0);
        }
        return rows;
    }
}
