package io.riffle.schema.ask;

import io.riffle.schema.Rules;

/**
 * A guest turned out to be a user: what the guest did becomes the user's, once.
 *
 * @param guestId the id under which the guest has clicked
 * @param time of the log-in, epoch ms
 */
public record MergeUsers(String guestId, String userId, long time) {

    private static final String OWNER = "a merge of users";

    /** Checks ids and time. */
    public MergeUsers {
        Rules.id("guest id", guestId, OWNER);
        Rules.id("user id", userId, OWNER);
        Rules.time("time", time, OWNER);
        if (guestId.equals(userId)) {
            throw Rules.broken("guest id", guestId, OWNER, "not be the user id", "it is no guest");
        }
    }
}
