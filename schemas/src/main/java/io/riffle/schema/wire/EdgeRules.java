package io.riffle.schema.wire;

import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.Ids;

/** The rules for fields that come from outside, each with its reason. */
final class EdgeRules {

    private EdgeRules() {}

    /** Checks that an id is there. */
    static void present(String thing, String value, String owner) {
        if (value.isEmpty()) {
            throw new WireException(
                    Reason.MISSING_ID,
                    "The %s () of %s must be given.%nMaybe the field has another name."
                            .formatted(thing, owner));
        }
    }

    /** Checks that an id is not too long. */
    static void bounded(String thing, String value, String owner) {
        int bytes = Ids.utf8Length(value);
        if (bytes > Ids.MAX_BYTES) {
            throw new WireException(
                    Reason.ID_TOO_LONG,
                    "The %s (%d bytes) of %s must have at most %d bytes of UTF-8.%nMaybe hash it."
                            .formatted(thing, bytes, owner, Ids.MAX_BYTES));
        }
    }

    /** Checks a time that may be absent. */
    static void notNegativeTime(String thing, long value, String owner) {
        if (value < 0) {
            throw new WireException(
                    Reason.BAD_TIME,
                    "The %s (%d) of %s must be epoch milliseconds.%nMaybe it is a difference."
                            .formatted(thing, value, owner));
        }
    }
}
