package io.riffle.job.state;

import io.riffle.schema.Item;
import java.util.List;

/**
 * A part of what conditions may ask of the catalogue's items. All parts together are the whole.
 *
 * @param attributes names of those that were kept of every item
 * @param items id, categories, created time and those attributes of each
 */
public record ItemChunk(List<String> attributes, List<Item> items) {

    /** Items in a chunk at most. */
    public static final int MOST = 1 << 12;

    /** Copies the lists. */
    public ItemChunk {
        attributes = List.copyOf(attributes);
        items = List.copyOf(items);
    }
}
