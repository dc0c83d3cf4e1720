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

    /** Chance that the next click is on an item, as this source has it for the newest proposal. */
    float probability(int row);

    /** Items are known up to this number of rows, row 0 included. */
    void grow(int rows);
}
