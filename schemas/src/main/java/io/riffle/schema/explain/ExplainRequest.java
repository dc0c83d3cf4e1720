package io.riffle.schema.explain;

import io.riffle.schema.Rules;

/**
 * Asks why a slate shows what it shows.
 *
 * @param requestId comes back with the answer
 * @param recommendationId of the slate
 * @param userId whose slate it is
 * @param events how many of the newest events before the slate are left out, one at a time
 */
public record ExplainRequest(String requestId, String recommendationId, String userId, int events) {

    /** Events where nobody says how many. */
    public static final int EVENTS = 5;

    /** Events at most: each costs a whole window. */
    public static final int MOST_EVENTS = 10;

    private static final String OWNER = "an explain request";

    /** Checks ids and number. */
    public ExplainRequest {
        Rules.id("request id", requestId, OWNER);
        Rules.id("recommendation id", recommendationId, OWNER);
        Rules.id("user id", userId, OWNER);
        if (events < 0 || events > MOST_EVENTS) {
            throw Rules.broken(
                    "number of events", events, OWNER, "be 0 to " + MOST_EVENTS, "leave it out");
        }
    }
}
