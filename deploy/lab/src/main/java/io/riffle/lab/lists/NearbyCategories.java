package io.riffle.lab.lists;

import java.util.List;

/**
 * Circumstances of {@link ListKind#CATEGORIES}: a hard window, and no hour.
 *
 * @param category of each item
 */
record NearbyCategories(int[] category) implements ListCircumstances {
    /** Slots before an item whose categories matter. */
    private static final int SIGHT = 3;

    @Override
    public List<String> categories(int item) {
        return List.of("category-" + category[item]);
    }

    @Override
    public double repeats(int[] order, int t) {
        int same = 0;
        for (int before = Math.max(0, t - SIGHT); before < t; before++) {
            same += category[order[before]] == category[order[t]] ? 1 : 0;
        }
        return same;
    }

    @Override
    public double haste(long seconds) {
        return 1;
    }

    @Override
    public int secondsBetweenLists() {
        return 7;
    }
}
