package io.riffle.schema.condition;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.condition.Condition.Age;
import io.riffle.schema.condition.Condition.All;
import io.riffle.schema.condition.Condition.Any;
import io.riffle.schema.condition.Condition.Attribute;
import io.riffle.schema.condition.Condition.Category;
import io.riffle.schema.condition.Condition.Compared;
import io.riffle.schema.condition.Condition.Comparison;
import io.riffle.schema.condition.Condition.Items;
import io.riffle.schema.condition.Condition.Match;
import io.riffle.schema.condition.Condition.Not;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads {@link ConditionJson}, of a depth that is bounded before it is taken. */
final class JsonParts {
    /** Levels of JSON: an object and an array for each of a condition's. */
    private static final int DEEPEST = 4 * Condition.DEEPEST;

    private static final int LONGEST_AGE = 64;

    private JsonParts() {}

    static Condition parse(String json) throws RefusedConditionException {
        if (json.length() > SizeLimits.WHERE) {
            throw RefusedConditionException.of(
                    "length",
                    json.length() + " characters",
                    "be at most " + SizeLimits.WHERE,
                    "a category or an attribute says it shorter");
        }
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(DEEPEST);
        JsonElement tree;
        try {
            tree = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw malformed(json, reader);
            }
        } catch (JsonParseException | IllegalStateException | IOException e) {
            throw malformed(json, reader);
        }
        return condition(tree, "$");
    }

    private static Condition condition(JsonElement element, String at)
            throws RefusedConditionException {
        JsonObject object = JsonFields.object(element, at);
        Set<String> keys = object.keySet();
        if (keys.contains("attribute")) {
            return attribute(object, at);
        }
        Map.Entry<String, JsonElement> only =
                JsonFields.only(object, at, "all, any, not, category, …");
        String key = only.getKey();
        JsonElement value = only.getValue();
        String inside = at + "." + key;
        switch (key) {
            case "all" -> {
                List<Condition> parts = parts(value, inside);
                return parts.size() == 1
                        ? parts.get(0)
                        : Limits.made("at " + inside, () -> new All(parts));
            }
            case "any" -> {
                List<Condition> parts = parts(value, inside);
                return parts.size() == 1
                        ? parts.get(0)
                        : Limits.made("at " + inside, () -> new Any(parts));
            }
            case "not" -> {
                Condition part = condition(value, inside);
                return Limits.made("at " + inside, () -> new Not(part));
            }
            case "category" -> {
                return category(value, inside);
            }
            case "item" -> {
                List<String> itemIds = JsonFields.texts(value, inside);
                return Limits.made("at " + inside, () -> new Items(itemIds));
            }
            case "age" -> {
                return age(value, inside);
            }
            default ->
                    throw JsonFields.wrong(
                            "key",
                            key,
                            inside,
                            "be all, any, not, category, attribute, item or age");
        }
    }

    private static Condition category(JsonElement value, String at)
            throws RefusedConditionException {
        Map.Entry<String, JsonElement> only =
                JsonFields.only(JsonFields.object(value, at), at, "any, none or all");
        for (Match match : Match.values()) {
            if (only.getKey().equals(match.name().toLowerCase(Locale.ROOT))) {
                List<String> names = JsonFields.texts(only.getValue(), at);
                return Limits.made("at " + at, () -> new Category(match, names));
            }
        }
        throw JsonFields.wrong("key", only.getKey(), at, "be any, none or all");
    }

    private static Condition age(JsonElement value, String at) throws RefusedConditionException {
        Map.Entry<String, JsonElement> only =
                JsonFields.only(JsonFields.object(value, at), at, "below or above");
        boolean below = only.getKey().equals("below");
        if (!below && !only.getKey().equals("above")) {
            throw JsonFields.wrong("key", only.getKey(), at, "be below or above");
        }
        String text = JsonFields.text(only.getValue(), at);
        Duration than;
        try {
            than = text.length() > LONGEST_AGE ? Duration.ofNanos(1) : Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw JsonFields.wrong("age", text, at, "be a duration such as P7D or PT36H");
        }
        return Limits.made("at " + at, () -> new Age(below, than));
    }

    private static Condition attribute(JsonObject object, String at)
            throws RefusedConditionException {
        String name = JsonFields.text(object.get("attribute"), at + ".attribute");
        JsonObject rest = object.deepCopy();
        rest.remove("attribute");
        Map.Entry<String, JsonElement> only =
                JsonFields.only(rest, at, "attribute and one of equal, in, …");
        String inside = at + "." + only.getKey();
        if (only.getKey().equals("equal")) {
            String value = JsonFields.text(only.getValue(), inside);
            return Limits.made("at " + inside, () -> new Attribute(name, List.of(value)));
        }
        if (only.getKey().equals("in")) {
            List<String> values = JsonFields.texts(only.getValue(), inside);
            return Limits.made("at " + inside, () -> new Attribute(name, values));
        }
        for (Comparison comparison : Comparison.values()) {
            if (only.getKey().equals(comparison.key())) {
                double bound = JsonFields.number(only.getValue(), inside);
                return Limits.made("at " + inside, () -> new Compared(name, comparison, bound));
            }
        }
        throw JsonFields.wrong("key", only.getKey(), inside, "be equal, in, lt, le, gt or ge");
    }

    private static List<Condition> parts(JsonElement value, String at)
            throws RefusedConditionException {
        List<Condition> parts = new ArrayList<>();
        for (JsonElement element : JsonFields.array(value, at)) {
            parts.add(condition(element, at + "[" + parts.size() + "]"));
        }
        return parts;
    }

    private static RefusedConditionException malformed(String json, JsonReader reader) {
        return RefusedConditionException.of(
                "JSON",
                json,
                "be one whole object, well formed (at " + reader.getPath() + ")",
                "a quote, a comma or a bracket is missing");
    }
}
