package io.riffle.schema.explain;

import java.util.List;

/**
 * An item of a slate, and where it came from.
 *
 * @param rank from 1
 * @param score of the stage that ordered the slate; 0 where no model put the item there
 * @param generatorScore of the first stage, as it was served
 * @param boost added by the rules of the placement, standard deviations of the scores; 0 = nothing
 * @param sources who proposed it, the best rank first
 */
public record ExplainedItem(
        String itemId,
        int rank,
        float score,
        float generatorScore,
        float boost,
        List<Said> sources) {

    /** Copies the sources. */
    public ExplainedItem {
        sources = List.copyOf(sources);
    }
}
