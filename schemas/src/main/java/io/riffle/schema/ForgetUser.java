package io.riffle.schema;

/**
 * Asks to purge what is kept about a user.
 *
 * @param requestId comes back in the receipts; a repeated request is answered again
 * @param requestTime epoch ms; 0 when unknown
 */
public record ForgetUser(String requestId, String userId, long requestTime) {

    private static final String OWNER = "a forget request";

    /** Checks ids and time. */
    public ForgetUser {
        Rules.id("request id", requestId, OWNER);
        Rules.id("user id", userId, OWNER);
        Rules.notNegative("request time", requestTime, OWNER);
    }
}
