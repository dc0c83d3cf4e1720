package io.riffle.model.content;

import io.riffle.schema.Item;
import java.util.List;

/**
 * What a catalogue says of an item, as far as its row depends on it.
 *
 * @param categories names, in any order
 * @param vector the owner's; empty = none; nobody writes into it
 */
public record Content(List<String> categories, float[] vector) {
    /** An item of which nothing is known. */
    public static final Content NONE = new Content(List.of(), new float[0]);

    /** Copies the list. */
    public Content {
        categories = List.copyOf(categories);
    }

    /** What this entry says. */
    public static Content of(Item item) {
        float[] vector = new float[item.vector().size()];
        for (int v = 0; v < vector.length; v++) {
            vector[v] = item.vector().get(v);
        }
        return new Content(item.categories(), vector);
    }

    /** Whether two entries come to the same row. */
    public static boolean same(Item one, Item other) {
        return one.categories().equals(other.categories()) && one.vector().equals(other.vector());
    }
}
