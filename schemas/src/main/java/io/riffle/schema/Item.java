package io.riffle.schema;

import java.util.List;
import java.util.Map;

/**
 * A catalogue entry.
 *
 * @param createdTime epoch ms; 0 when unknown
 */
public record Item(
        String itemId,
        String title,
        List<String> categories,
        long createdTime,
        Map<String, String> attributes) {

    /** Checks id and time, copies the collections. */
    public Item {
        Rules.id("item id", itemId, "a catalogue item");
        Rules.notNegative("created time", createdTime, "a catalogue item");
        categories = List.copyOf(categories);
        attributes = Rules.copy(attributes);
    }
}
