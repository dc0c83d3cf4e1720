package io.riffle.model.content;

import io.riffle.schema.Item;
import java.util.List;

/**
 * What a catalogue says of an item, as far as its row depends on it.
 *
 * @param categories names, in any order
 * @param vector the owner's; empty = none
 */
public record Content(List<String> categories, List<Float> vector) {
    /** An item of which nothing is known. */
    public static final Content NONE = new Content(List.of(), List.of());

    /** Copies the lists. */
    public Content {
        categories = List.copyOf(categories);
        vector = List.copyOf(vector);
    }

    /** What this entry says. */
    public static Content of(Item item) {
        return new Content(item.categories(), item.vector());
    }
}
