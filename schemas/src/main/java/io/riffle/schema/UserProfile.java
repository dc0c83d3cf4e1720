package io.riffle.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Categorical columns of a user, as the CRM knows them.
 *
 * @param attributes column to value
 * @param updatedTime epoch ms; 0 when unknown
 */
public record UserProfile(String userId, Map<String, String> attributes, long updatedTime) {

    /** Checks id and time, copies the attributes. */
    public UserProfile {
        Rules.id("user id", userId, "a user profile");
        Rules.notNegative("updated time", updatedTime, "a user profile");
        attributes = Rules.copy(attributes);
    }

    /**
     * Whether it takes the place of the one before: unless both say when they were made, and this
     * one was made earlier.
     */
    public boolean replaces(@Nullable UserProfile before) {
        return before == null
                || updatedTime == 0
                || before.updatedTime == 0
                || updatedTime >= before.updatedTime;
    }
}
