package io.riffle.job.state;

import io.riffle.schema.Item;

/** What the catalogue says to the train step. */
public sealed interface CatalogueInput {

    /** An entry, with what it says about the item. */
    record Listed(Item item) implements CatalogueInput {}

    /** A tombstone: the item is listed no longer. */
    record Withdrawn(String itemId) implements CatalogueInput {}
}
