package io.riffle.gateway.api;

import com.google.gson.JsonElement;
import io.riffle.gateway.problem.Problem;

/** Conditions as requests bring them. The job reads their text form, and judges it. */
final class Conditions {

    private Conditions() {}

    /**
     * The text form of a condition.
     *
     * @throws Problem when it is none
     */
    static String text(JsonElement where) {
        // The place for conditions in their object form.
        if (!where.isJsonPrimitive() || !where.getAsJsonPrimitive().isString()) {
            throw JsonBody.invalid(
                    "where",
                    "no text",
                    "a slate request",
                    "be a text",
                    "write it as category in (news) and price < 20");
        }
        return where.getAsString();
    }
}
