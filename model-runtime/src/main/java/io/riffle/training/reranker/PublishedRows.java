package io.riffle.training.reranker;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Tensor;
import io.riffle.model.candidates.ItemTable;
import io.riffle.training.backbone.BackboneParts;
import java.util.Locale;

/** A published backbone's item rows as a reranker reads them. */
public final class PublishedRows {
    private PublishedRows() {}

    /** (items, row width) in the order of the items; zero where the backbone has none. */
    public static float[] inOrder(LoadedModel backbone, ItemTable items) {
        Tensor table = backbone.tensors().get(BackboneParts.ITEM_TABLE);
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
