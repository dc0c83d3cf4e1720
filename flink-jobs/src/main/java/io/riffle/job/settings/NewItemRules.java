package io.riffle.job.settings;

import java.io.Serializable;

/**
 * What is done for items of the catalogue that few have seen.
 *
 * @param share of the slots that they get, from 0 to 1; at most one of a slate
 * @param most of them that are kept, the newest
 */
public record NewItemRules(double share, int most) implements Serializable {

    /** Nothing. */
    public static final NewItemRules NONE = new NewItemRules(0, 0);
}
