package io.riffle.training;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Tensor;
import io.riffle.model.ItemTable;
import java.util.Locale;

/** A published backbone's item rows as a reranker reads them. */
final class PublishedRows {
    private PublishedRows() {}

    /** (items, row width) in the order of the items; zero where the backbone has none. */
    static float[] inOrder(LoadedModel backbone, ItemTable items) {
        Tensor table = backbone.tensors().get(OnlineBackbone.ITEM_TABLE);
        if (table == null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The backbone (%d) of a reranker must have item rows.",
                            backbone.version()));
        }
        int width = (int) table.shape()[1];
        float[] rows = new float[items.size() * width];
        for (int row = 1; row < items.size(); row++) {
            int found = backbone.vocabulary().row(items.itemIds().get(row - 1));
            System.arraycopy(table.data(), found * width, rows, row * width, found > 0 ? width : 0);
        }
        return rows;
    }
}
