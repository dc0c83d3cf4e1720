package io.riffle.schema;

/**
 * One item of a slate.
 *
 * @param rank from 1
 * @param score of the stage that ordered the slate, for this rank: it need not fall along the slate
 * @param generatorScore cosine of user vector and item row
 */
public record RankedItem(String itemId, int rank, float score, float generatorScore) {

    /** Checks id, rank and scores. */
    public RankedItem {
        Rules.id("item id", itemId, "a ranked item");
        if (rank < 1) {
            throw Rules.broken("rank", rank, "a ranked item", "be 1 or more", "it counts from 0");
        }
        Rules.finite("score", score, "a ranked item");
        Rules.finite("generator score", generatorScore, "a ranked item");
    }
}
