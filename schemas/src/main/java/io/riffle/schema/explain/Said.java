package io.riffle.schema.explain;

/**
 * What one source says of an item.
 *
 * @param source its name
 * @param rank from 1; 0 = not among the best of the source
 * @param score of the backbone the cosine of user vector and item row, of others the chance that
 *     they give the item; 0 = the source gives none
 */
public record Said(String source, int rank, float score) {}
