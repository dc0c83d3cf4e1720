package io.riffle.training.pretraining;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.PublishedRows;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.psad.PsadConfig;
import io.riffle.schema.Item;
import io.riffle.schema.UserProfile;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.BackboneColumns;
import io.riffle.training.reranker.RerankerTrainer;
import io.riffle.training.samples.ItemFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A reranker of default size and seeded random weights: it costs what a trained one does and knows
 * nothing.
 */
public final class UntrainedReranker {

    private UntrainedReranker() {}

    /** Publishes one that reads nothing about items and users but the backbone's rows. */
    public static Manifest publish(ModelStore store, LoadedModel backbone, int seed) {
        return publish(store, backbone, List.of(), List.of(), seed);
    }

    /**
     * Publishes one for a backbone.
     *
     * @param items whose categories it reads
     * @param users whose profiles it reads
     */
    public static Manifest publish(
            ModelStore store,
            LoadedModel backbone,
            List<Item> items,
            List<UserProfile> users,
            long seed) {
        Tensor rows = PublishedRows.table(backbone);
        RerankColumns columns =
                BackboneColumns.of(
                        backbone.config().path("width").asInt(),
                        items.stream().map(Item::categories).toList(),
                        users.stream().map(UserProfile::attributes).toList());
        try (RerankerTrainer untrained =
                new RerankerTrainer(
                        PsadConfig.defaults(columns),
                        table(backbone, items, columns),
                        rows.data(),
                        RerankerOptions.defaults(seed))) {
            return untrained.publish(
                    store, backbone.fingerprint(), JsonNodeFactory.instance.objectNode());
        }
    }

    /** Nothing is known of any item but what the catalogue says. */
    private static ItemTable table(LoadedModel backbone, List<Item> items, RerankColumns columns) {
        Map<String, List<String>> categories = new HashMap<>();
        items.forEach(item -> categories.put(item.itemId(), item.categories()));
        return new ItemFacts().table(backbone.vocabulary().itemIds(), categories, columns);
    }
}
