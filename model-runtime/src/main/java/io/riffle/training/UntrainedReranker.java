package io.riffle.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelStore;
import io.riffle.model.FuxiConfig;
import io.riffle.model.ItemRows;
import io.riffle.model.ItemTable;
import io.riffle.model.PsadConfig;
import io.riffle.model.RerankColumns;
import java.util.List;

/** A reranker of seeded random weights for a backbone: it costs what a trained one costs. */
public final class UntrainedReranker {

    private static final int ROW_WIDTH = 8;
    private static final int HISTORY = 20;

    private UntrainedReranker() {}

    /** Publishes one; equal backbones and seeds give equal weights. */
    public static Manifest publish(ModelStore store, LoadedModel backbone, int seed) {
        RerankColumns columns =
                new RerankColumns(
                        ItemRows.BACKBONE,
                        FuxiConfig.of(backbone.config()).width(),
                        List.of(),
                        1,
                        ROW_WIDTH,
                        List.of(),
                        ROW_WIDTH,
                        List.of(),
                        HISTORY);
        PsadConfig config = PsadConfig.defaults(columns);
        ItemTable.Builder items = ItemTable.builder(columns);
        for (String itemId : backbone.vocabulary().itemIds()) {
            items.add(itemId, List.of(), 0, 0);
        }
        try (RerankerTrainer trainer =
                new RerankerTrainer(
                        config, items.build(), table(backbone), RerankerOptions.defaults(seed))) {
            return trainer.publish(
                    store, backbone.fingerprint(), JsonNodeFactory.instance.objectNode());
        }
    }

    private static float[] table(LoadedModel backbone) {
        var table = backbone.tensors().get("item_embedding");
        if (table == null) {
            throw new IllegalArgumentException(
                    "The model (%s) must be a backbone.".formatted(backbone.manifest().model()));
        }
        return table.data();
    }
}
