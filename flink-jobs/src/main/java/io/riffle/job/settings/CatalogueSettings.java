package io.riffle.job.settings;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Which items may be shown.
 *
 * @param listedOnly when only listed ones
 * @param maxWait longest time after a start that nothing is shown because the catalogue was not
 *     read to its end
 * @param ends for each partition of the catalogue's topic that held records when the job was
 *     submitted, the offset of the newest; empty when not known
 * @param newItems what those of its items get that few have seen
 * @param filterable names of the attributes that conditions may name
 */
public record CatalogueSettings(
        ListedOnly listedOnly,
        Duration maxWait,
        Map<Integer, Long> ends,
        NewItemRules newItems,
        List<String> filterable)
        implements Serializable {

    /** Whose attributes no condition names. */
    public CatalogueSettings(
            ListedOnly listedOnly,
            Duration maxWait,
            Map<Integer, Long> ends,
            NewItemRules newItems) {
        this(listedOnly, maxWait, ends, newItems, List.of());
    }

    /** Without anything for new items. */
    public CatalogueSettings(ListedOnly listedOnly, Duration maxWait, Map<Integer, Long> ends) {
        this(listedOnly, maxWait, ends, NewItemRules.NONE);
    }

    /** Copies map and list. */
    public CatalogueSettings {
        ends = Map.copyOf(ends);
        filterable = List.copyOf(filterable);
    }
}
