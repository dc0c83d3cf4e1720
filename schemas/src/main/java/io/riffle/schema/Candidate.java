package io.riffle.schema;

import java.util.Arrays;

/**
 * One item proposed by the generator, in first-stage order.
 *
 * @param generatorScore of the first stage: the blend's, or the cosine of user vector and item row
 * @param features of the item as of the request; empty when none are logged
 */
public record Candidate(String itemId, float generatorScore, float[] features) {

    /** Checks the id and that all numbers are finite. */
    public Candidate {
        Rules.id("item id", itemId, "a candidate");
        Rules.finite("generator score", generatorScore, "a candidate");
        for (float feature : features) {
            Rules.finite("feature", feature, "a candidate");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Candidate that
                && itemId.equals(that.itemId)
                && Float.compare(generatorScore, that.generatorScore) == 0
                && Arrays.equals(features, that.features);
    }

    @Override
    public int hashCode() {
        return 31 * itemId.hashCode() + Float.hashCode(generatorScore);
    }
}
