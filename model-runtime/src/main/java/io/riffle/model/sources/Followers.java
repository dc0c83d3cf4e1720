package io.riffle.model.sources;

/**
 * Items that follow one, the most frequent first; equal ones by row.
 *
 * @param rows of the items
 * @param shares of each among all that followed
 */
public record Followers(int[] rows, float[] shares) {
    static final Followers NONE = new Followers(new int[0], new float[0]);
}
