package io.riffle.job.ask;

import io.riffle.serving.conditions.ItemSet;

/** Finds the items of the catalogue that satisfy a condition. */
@FunctionalInterface
public interface Selection {

    /**
     * The items that satisfy a condition.
     *
     * @param where the condition's text form
     * @param time for which is asked, epoch ms
     * @throws IllegalArgumentException when the condition cannot be answered, with the reason
     */
    ItemSet of(String where, long time);
}
