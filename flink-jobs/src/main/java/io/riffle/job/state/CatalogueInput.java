package io.riffle.job.state;

import io.riffle.schema.ForgetUser;
import io.riffle.schema.Item;

/** What the train step is told beside its samples. */
public sealed interface CatalogueInput {

    /** An entry, with what it says about the item. */
    record Listed(Item item) implements CatalogueInput {}

    /**
     * Nothing of the user may be kept.
     *
     * @param asked Kafka timestamp of the request's record, epoch ms
     */
    record Forget(ForgetUser request, long asked) implements CatalogueInput {}

    /** A tombstone: the item is listed no longer. */
    record Withdrawn(String itemId) implements CatalogueInput {}
}
