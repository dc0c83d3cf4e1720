package io.riffle.gateway.api;

import com.google.gson.JsonElement;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.schema.condition.Condition;
import io.riffle.schema.condition.ConditionJson;
import io.riffle.schema.condition.ConditionText;
import io.riffle.schema.condition.RefusedConditionException;

/** Conditions as requests bring them, in either form. The job reads their text form. */
final class Conditions {

    private Conditions() {}

    /**
     * The text form of a condition.
     *
     * @param where a text or an object
     * @throws Problem when it is none
     */
    static String text(JsonElement where) {
        try {
            if (where.isJsonObject()) {
                return ConditionText.print(ConditionJson.parse(where.toString()));
            }
            if (where.isJsonPrimitive() && where.getAsJsonPrimitive().isString()) {
                return text(where.getAsString());
            }
        } catch (RefusedConditionException e) {
            throw new Problem(ProblemKind.INVALID, String.valueOf(e.getMessage()));
        }
        throw JsonBody.invalid(
                "where",
                "neither",
                "a slate request",
                "be a text or an object",
                "write it as category in (news) and price < 20");
    }

    private static String text(String where) throws RefusedConditionException {
        if (where.isBlank()) {
            return "";
        }
        Condition condition = ConditionText.parse(where);
        return ConditionText.print(condition);
    }
}
