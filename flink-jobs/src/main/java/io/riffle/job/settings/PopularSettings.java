package io.riffle.job.settings;

import io.riffle.schema.ContextNames;
import java.io.Serializable;

/**
 * What is shown to users of whom nothing is known.
 *
 * @param items counted, per subtask
 * @param halfLife clicks after which a click counts half
 * @param contexts what clicks and requests say of themselves that chooses among the items
 * @param hour whether the hour of the day does, too
 */
public record PopularSettings(int items, int halfLife, ContextNames contexts, boolean hour)
        implements Serializable {

    /** Names the category of the item before. */
    public static final String CATEGORY = "category";

    /** Names the hour of the day, 0 to 23, in UTC. */
    public static final String HOUR = "hour";
}
