package io.riffle.model.psad;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.PsadRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reranker's artifact holds: its config, and the tensors that belong to it.
 *
 * <p>An artifact for serving has the shared encoder, the user profile network, the student, and
 * what is known about the items. One for training has the teacher's decoder as well, the weights
 * that are served, and the optimiser's moments.
 *
 * <p><b>Errors:</b> {@link IllegalArgumentException} naming what is wrong in a config.
 *
 * @param items rows of the item table, the padding row included
 * @param teacher whether the decoder is in it
 * @param training whether it can be trained on
 */
public record PsadArtifact(PsadConfig config, int items, boolean teacher, boolean training) {
    /** Name of this architecture in a manifest. */
    public static final String ARCHITECTURE = "psad";

    /** Category rows of every item. */
    public static final String ITEM_CATEGORIES = "items.categories";

    /** ln(1 + clicks) of every item. */
    public static final String ITEM_POPULARITY = "items.log_clicks";

    /** Day of every item's first appearance. */
    public static final String ITEM_FIRST_SEEN = "items.first_seen_days";

    /** Before the names of the weights that are served, in an artifact for training. */
    public static final String SERVED = "served.";

    /** Before the names of the optimiser's moments, in an artifact for training. */
    public static final List<String> MOMENTS = List.of("moment1.", "moment2.");

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

    /** Checks that there is a row for padding at least. */
    public PsadArtifact {
        PsadRules.within("items", items, 1, Integer.MAX_VALUE);
    }

    /** Whether a tensor says what is known about the items, and is no weight. */
    public static boolean fact(String tensor) {
        return tensor.equals(ITEM_CATEGORIES)
                || tensor.equals(ITEM_POPULARITY)
                || tensor.equals(ITEM_FIRST_SEEN);
    }

    /** Reads the config of a manifest. */
    public static PsadArtifact of(JsonNode config) {
        if (!(config instanceof ObjectNode node)) {
            throw new IllegalArgumentException("The config of a reranker must be an object.");
        }
        ObjectNode rest = node.deepCopy();
        JsonNode items = rest.remove("items");
        JsonNode teacher = rest.remove("teacher");
        JsonNode training = rest.remove("training");
        rest.remove("architecture");
        // Artifacts written before these were known do without them.
        for (String later : List.of("first_stage", "list_context", "places_apart", "crosses")) {
            if (!rest.has(later)) {
                rest.put(later, false);
            }
        }
        if (rest.get("columns") instanceof ObjectNode columns) {
            if (!columns.has("scales")) {
                columns.putArray("scales");
            }
            if (!columns.has("time_of_day")) {
                columns.put("time_of_day", false);
            }
        }
        if (items == null || !items.isInt() || teacher == null || training == null) {
            throw new IllegalArgumentException(
                    "The config of a reranker must have items, teacher and training.");
        }
        try {
            return new PsadArtifact(
                    JSON.treeToValue(rest, PsadConfig.class),
                    items.intValue(),
                    teacher.booleanValue(),
                    training.booleanValue());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The config of a reranker must be complete: " + e.getOriginalMessage(), e);
        }
    }

    /** The config as a manifest carries it. */
    public ObjectNode toJson() {
        ObjectNode node = JSON.valueToTree(config);
        node.put("architecture", ARCHITECTURE);
        node.put("items", items);
        node.put("teacher", teacher);
        node.put("training", training);
        return node;
    }

    /** Every tensor of the artifact with its shape. */
    public Map<String, long[]> tensors() {
        Map<String, long[]> tensors = new LinkedHashMap<>();
        List<InitialTensor> weights = PsadShapes.of(config, items, teacher);
        weights.forEach(entry -> tensors.put(entry.name(), entry.shape()));
        if (training) {
            weights.forEach(entry -> tensors.put(SERVED + entry.name(), entry.shape()));
            for (String moment : MOMENTS) {
                weights.forEach(entry -> tensors.put(moment + entry.name(), entry.shape()));
            }
        }
        tensors.put(ITEM_CATEGORIES, new long[] {items, config.columns().itemCategories()});
        tensors.put(ITEM_POPULARITY, new long[] {items});
        tensors.put(ITEM_FIRST_SEEN, new long[] {items});
        return tensors;
    }

    /** The item table among the tensors of an artifact. */
    public ItemTable itemTable(List<String> itemIds, Map<String, float[]> tensors) {
        return ItemTable.of(
                itemIds,
                config.columns(),
                present(tensors, ITEM_CATEGORIES),
                present(tensors, ITEM_POPULARITY),
                present(tensors, ITEM_FIRST_SEEN));
    }

    /**
     * What {@link #itemTable} refuses, without making a table.
     *
     * @throws IllegalArgumentException naming the first category row that no column has
     */
    public void checkCategories(float[] categories) {
        for (float category : categories) {
            config.columns().checkCategoryRow(category);
        }
    }

    private static float[] present(Map<String, float[]> tensors, String name) {
        float[] values = tensors.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    "The tensor (" + name + ") of the reranker must be present.");
        }
        return values;
    }
}
