package io.riffle.lab.lists;

import java.util.List;

/** What sets one kind of world of lists apart from another, beside who likes what. */
sealed interface ListCircumstances permits NearbyCategories, FadingBrands {

    /** Categories of an item, as the catalogue tells them. */
    List<String> categories(int item);

    /** How often the like of what stands in slot {@code t} was seen before, as it is felt. */
    double repeats(int[] order, int t);

    /**
     * Factor of a user's decay of attention at a time; 1 is usual.
     *
     * @param seconds epoch seconds
     */
    double haste(long seconds);

    /** Seconds from one list of the world to the next. */
    int secondsBetweenLists();
}
