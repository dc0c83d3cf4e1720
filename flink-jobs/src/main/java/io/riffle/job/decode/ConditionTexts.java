package io.riffle.job.decode;

import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.condition.ConditionText;
import io.riffle.schema.condition.RefusedConditionException;
import io.riffle.schema.wire.WireException;

/** Which texts are conditions. */
final class ConditionTexts {

    private ConditionTexts() {}

    /**
     * Checks the text of a condition; empty = none.
     *
     * @throws WireException when it is none
     */
    static void check(String where) {
        try {
            if (!where.isBlank()) {
                ConditionText.parse(where);
            }
        } catch (RefusedConditionException e) {
            throw new WireException(Reason.UNPARSEABLE, String.valueOf(e.getMessage()));
        }
    }
}
