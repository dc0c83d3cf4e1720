package io.riffle.job.state;

import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.ask.PlacementRules;
import java.util.List;
import java.util.Map;

/** What concerns every user: the broadcast input of the recommend step. */
public sealed interface SharedInput {

    /** A model was announced. */
    record Announced(ModelUpdate update) implements SharedInput {}

    /** The catalogue has an entry for the item: it may be shown. */
    record Listed(Item item) implements SharedInput {

        /** An item of which nothing but its id is known. */
        public Listed(String itemId) {
            this(new Item(itemId, "", List.of(), 0, Map.of()));
        }
    }

    /** The catalogue's tombstone: the item must not be shown. */
    record Withdrawn(String itemId) implements SharedInput {}

    /** What holds for a placement from now on. */
    record Ruled(PlacementRules rules) implements SharedInput {}

    /** Nothing holds for a placement any more. */
    record Unruled(String placement) implements SharedInput {}

    /** A partition of the catalogue's topic was read to the end that it had at the start. */
    record CatalogueRead(int partition) implements SharedInput {}
}
