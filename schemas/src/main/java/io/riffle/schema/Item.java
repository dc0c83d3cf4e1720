package io.riffle.schema;

import java.util.List;
import java.util.Map;

/**
 * A catalogue entry.
 *
 * @param categories what kind of thing it is; where the same place always holds the same sort of
 *     category, such as genre first and brand second, a reranker tells apart which of them tires
 * @param createdTime epoch ms; 0 when unknown
 * @param vector what a model of the catalogue's owner makes of text or picture, finite; empty =
 *     none
 */
public record Item(
        String itemId,
        String title,
        List<String> categories,
        long createdTime,
        Map<String, String> attributes,
        List<Float> vector) {

    /** An item without a vector. */
    public Item(
            String itemId,
            String title,
            List<String> categories,
            long createdTime,
            Map<String, String> attributes) {
        this(itemId, title, categories, createdTime, attributes, List.of());
    }

    /** Checks id, time and vector, copies the collections. */
    public Item {
        Rules.id("item id", itemId, "a catalogue item");
        Rules.notNegative("created time", createdTime, "a catalogue item");
        categories = List.copyOf(categories);
        attributes = Rules.copy(attributes);
        vector = List.copyOf(vector);
        for (float value : vector) {
            Rules.finite("value in the vector", value, "a catalogue item");
        }
    }
}
