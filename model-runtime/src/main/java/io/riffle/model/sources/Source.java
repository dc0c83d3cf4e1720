package io.riffle.model.sources;

/**
 * One place that candidates come from.
 *
 * <p><b>Shapes</b>: item rows start at 1. <b>State</b>: what it learned, and the newest proposal;
 * owned by one thread.
 */
interface Source {
    /** Name in reports, and in the blend's weights. */
    String name();

    /**
     * Adds its best items, best first, none that the union leaves out.
     *
     * @param number of this source
     * @param now epoch seconds
     */
    void propose(Past past, long now, Union union, int number);

    /**
     * Chances that the next click is on an item, as this source has them for the newest proposal.
     * Of many items at once: a call for each costs as much as the answer.
     *
     * @param rows of the items
     * @param count of them, from the first on
     * @param into overwritten, as far as the count goes
     */
    void probabilities(int[] rows, int count, float[] into);

    /** Chance that the next click is on one item. */
    default float probability(int row) {
        float[] one = new float[1];
        probabilities(new int[] {row}, 1, one);
        return one[0];
    }

    /** Items are known up to this number of rows, row 0 included. */
    void grow(int rows);
}
