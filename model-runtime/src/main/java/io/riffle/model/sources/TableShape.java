package io.riffle.model.sources;

import java.util.Map;

/**
 * What {@link SourceTables} with a blend are over.
 *
 * @param rows item rows, 1 or more
 * @param lists of the backbone that the blend has met
 */
record TableShape(int rows, int lists) {
    /** Name of its column. */
    static final String NAME = "shape";

    /** 2: counts and weights have their units beside them; in 1 all were shares. */
    private static final int VERSION = 2;

    /**
     * As its column says.
     *
     * @throws IllegalArgumentException when the tables are another release's, or broken
     */
    static TableShape of(SourceTables tables) {
        int[] shape = tables.whole(NAME, 3);
        if (shape[0] < 1 || shape[0] > VERSION || shape[1] < 1) {
            throw SourceTables.wrong("version", shape[0], VERSION);
        }
        return new TableShape(shape[1], shape[2]);
    }

    void write(Map<String, int[]> whole) {
        whole.put(NAME, new int[] {VERSION, rows, lists});
    }
}
