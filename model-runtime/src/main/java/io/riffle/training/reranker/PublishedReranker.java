package io.riffle.training.reranker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.PublishedRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.psad.PsadArtifact;
import io.riffle.model.psad.PsadConfig;
import io.riffle.model.psad.PsadEncoder;
import io.riffle.model.psad.PsadWeights;
import io.riffle.training.distillation.ListInputs;
import io.riffle.training.distillation.RerankNetwork;
import io.riffle.training.lists.ListSample;
import java.util.ArrayList;
import java.util.List;

/**
 * A published reranker as it is served: its own weights and items over the rows of its backbone,
 * whose other items it knows by their rows alone. What lists tell of an item as of their request
 * goes before the table, which counts the very clicks that are judged by.
 */
public final class PublishedReranker {
    /** Lists encoded at once. */
    private static final int AT_ONCE = 64;

    private PublishedReranker() {}

    /** The encoder of a published reranker, over the rows of its backbone. */
    public static PsadEncoder encoder(
            PsadConfig config,
            PsadWeights weights,
            LoadedModel backbone,
            ItemTable items,
            NDManager manager) {
        return new PsadEncoder(config, weights, rows(config, backbone, items, manager));
    }

    /** Whether a reranker reads rows as wide as a backbone has them. */
    public static boolean fit(LoadedModel reranker, LoadedModel backbone) {
        return PsadArtifact.of(reranker.config()).config().columns().rowWidth()
                == PublishedRows.table(backbone).shape()[1];
    }

    /** All candidates of logged lists in the order in which its slates are read out. */
    public static int[][] readOut(
            LoadedModel reranker,
            LoadedModel backbone,
            List<ListSample> lists,
            TensorRuntime runtime) {
        PsadArtifact artifact = PsadArtifact.of(reranker.config());
        PsadConfig config = artifact.config();
        ItemTable items =
                artifact.itemTable(reranker.vocabulary().itemIds(), reranker.weights())
                        .with(backbone.vocabulary().itemIds());
        List<int[]> orders = new ArrayList<>();
        try (NDManager manager = runtime.newManager()) {
            PsadWeights weights =
                    PsadWeights.of(config, artifact.items(), false, reranker.weights(), manager);
            RerankNetwork network =
                    RerankNetwork.served(config, weights, rows(config, backbone, items, manager));
            for (int from = 0; from < lists.size(); from += AT_ONCE) {
                List<ListSample> part = lists.subList(from, Math.min(from + AT_ONCE, lists.size()));
                try (NDManager scratch = manager.newSubManager()) {
                    orders.addAll(
                            List.of(network.readOut(ListInputs.of(part, config, items), scratch)));
                }
            }
        }
        return orders.toArray(int[][]::new);
    }

    private static NDArray rows(
            PsadConfig config, LoadedModel backbone, ItemTable items, NDManager manager) {
        return PsadWeights.backboneRows(
                PublishedRows.inOrder(backbone, items), config.columns().rowWidth(), manager);
    }
}
