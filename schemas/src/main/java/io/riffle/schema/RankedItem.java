package io.riffle.schema;

/**
 * One item of a slate.
 *
 * @param rank from 1
 * @param score of the stage that ordered the slate
 * @param generatorScore cosine of user vector and item row
 */
public record RankedItem(String itemId, int rank, float score, float generatorScore) {}
