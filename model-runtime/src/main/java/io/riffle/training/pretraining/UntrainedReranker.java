package io.riffle.training.pretraining;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.PublishedRows;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.ProfileColumn;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.psad.PsadConfig;
import io.riffle.schema.Item;
import io.riffle.schema.UserProfile;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.reranker.RerankerTrainer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A reranker of default size and seeded random weights: it costs what a trained one does and knows
 * nothing.
 */
public final class UntrainedReranker {
    private static final int CATEGORIES_OF_ITEM = 3;
    private static final int ROW_WIDTH = 8;
    private static final int HISTORY = 20;

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
        RerankColumns columns = columns(backbone, items, users);
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

    private static RerankColumns columns(
            LoadedModel backbone, List<Item> items, List<UserProfile> users) {
        TreeSet<String> categories = new TreeSet<>();
        items.forEach(item -> categories.addAll(item.categories()));
        TreeMap<String, TreeSet<String>> values = new TreeMap<>();
        for (UserProfile user : users) {
            user.attributes()
                    .forEach(
                            (column, value) ->
                                    values.computeIfAbsent(column, name -> new TreeSet<>())
                                            .add(value));
        }
        List<ProfileColumn> profile = new ArrayList<>();
        values.forEach(
                (column, known) -> profile.add(new ProfileColumn(column, List.copyOf(known))));
        return new RerankColumns(
                ItemRows.BACKBONE,
                backbone.config().path("width").asInt(),
                List.copyOf(categories),
                CATEGORIES_OF_ITEM,
                ROW_WIDTH,
                profile,
                ROW_WIDTH,
                List.of(),
                HISTORY);
    }

    private static ItemTable table(LoadedModel backbone, List<Item> items, RerankColumns columns) {
        Map<String, Item> byId = new HashMap<>();
        items.forEach(item -> byId.put(item.itemId(), item));
        ItemTable.Builder table = ItemTable.builder(columns);
        for (String itemId : backbone.vocabulary().itemIds()) {
            Item item = byId.get(itemId);
            table.add(itemId, item == null ? List.of() : item.categories(), 0, 0);
        }
        return table.build();
    }
}
