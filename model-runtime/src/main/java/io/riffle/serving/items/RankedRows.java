package io.riffle.serving.items;

/**
 * What the index proposes to one query, the best first.
 *
 * @param rows of items, [n]
 * @param scores cosines of user vector and item row, falling, [n]
 */
public record RankedRows(int[] rows, float[] scores) {
    /** What is proposed where nobody is asked. */
    public static final RankedRows NONE = new RankedRows(new int[0], new float[0]);

    /** Number of rows. */
    public int size() {
        return rows.length;
    }
}
