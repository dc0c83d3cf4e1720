package io.riffle.schema.condition;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values of JSON of the type that is expected at a path, or a refusal that names it. */
final class JsonFields {

    private JsonFields() {}

    static List<String> texts(JsonElement value, String at) throws RefusedConditionException {
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array(value, at)) {
            texts.add(text(element, at + "[" + texts.size() + "]"));
        }
        return texts;
    }

    static Iterable<JsonElement> array(JsonElement value, String at)
            throws RefusedConditionException {
        if (!value.isJsonArray()) {
            throw wrong("value", value.toString(), at, "be an array");
        }
        return value.getAsJsonArray();
    }

    static JsonObject object(JsonElement value, String at) throws RefusedConditionException {
        if (!value.isJsonObject()) {
            throw wrong("value", value.toString(), at, "be an object");
        }
        return value.getAsJsonObject();
    }

    static String text(JsonElement value, String at) throws RefusedConditionException {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw wrong("value", value.toString(), at, "be a string");
        }
        return value.getAsString();
    }

    static double number(JsonElement value, String at) throws RefusedConditionException {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
            throw wrong("value", value.toString(), at, "be a number");
        }
        return value.getAsDouble();
    }

    static Map.Entry<String, JsonElement> only(JsonObject object, String at, String keys)
            throws RefusedConditionException {
        if (object.size() != 1) {
            throw wrong("object", String.join(", ", object.keySet()), at, "hold " + keys);
        }
        return object.entrySet().iterator().next();
    }

    static RefusedConditionException wrong(String thing, String value, String at, String rule) {
        return RefusedConditionException.of(
                thing, value, rule + " (at " + at + ")", "see the form of conditions");
    }
}
