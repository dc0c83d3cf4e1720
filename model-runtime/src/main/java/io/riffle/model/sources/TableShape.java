package io.riffle.model.sources;

import io.riffle.model.tables.SourceTables;
import java.util.Map;

/**
 * What {@link SourceTables} with a blend are over.
 *
 * @param rows item rows, 1 or more
 * @param lists of the backbone that the blend has met
 * @param categories one more than there are; 0 = of the first version, which knew none
 */
record TableShape(int rows, int lists, int categories) {
    /** 2: counts have their units beside them and categories are known; in 1 all were shares. */
    private static final int VERSION = 2;

    /**
     * As its column says.
     *
     * @throws IllegalArgumentException when the tables are another release's, or broken
     */
    static TableShape of(SourceTables tables) {
        boolean first = tables.whole().getOrDefault(SourceTables.SHAPE, new int[0]).length == 3;
        int[] shape = tables.whole(SourceTables.SHAPE, first ? 3 : 4);
        int version = first ? 1 : VERSION;
        if (shape[0] != version || shape[1] < 1) {
            throw SourceTables.wrong("version", shape[0], version);
        }
        if (!first && (shape[3] < 1 || shape[3] > CategoryCounts.MOST + 1)) {
            throw SourceTables.wrong("categories", shape[3], CategoryCounts.MOST);
        }
        return new TableShape(shape[1], shape[2], first ? 0 : shape[3]);
    }

    /** Whether they are of the first version. */
    boolean first() {
        return categories == 0;
    }

    void write(Map<String, int[]> whole) {
        whole.put(SourceTables.SHAPE, new int[] {VERSION, rows, lists, categories});
    }
}
