package io.riffle.schema.condition;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.riffle.schema.condition.Condition.Age;
import io.riffle.schema.condition.Condition.All;
import io.riffle.schema.condition.Condition.Any;
import io.riffle.schema.condition.Condition.Attribute;
import io.riffle.schema.condition.Condition.Category;
import io.riffle.schema.condition.Condition.Compared;
import io.riffle.schema.condition.Condition.Items;
import io.riffle.schema.condition.Condition.Not;
import java.util.List;
import java.util.Locale;

/**
 * Conditions as JSON:
 *
 * <pre>{@code
 * {"all": [{"category": {"any": ["news", "sport"]}},
 *          {"attribute": "price", "lt": 20},
 *          {"attribute": "brand", "in": ["a", "b"]},
 *          {"not": {"item": ["i1", "i2"]}},
 *          {"age": {"below": "P7D"}}]}
 * }</pre>
 *
 * <p>Categories are matched by {@code any}, {@code none} or {@code all}; attributes by {@code
 * equal}, {@code in}, {@code lt}, {@code le}, {@code gt}, {@code ge}; ages, by ISO 8601, {@code
 * below} or {@code above}.
 */
public final class ConditionJson {

    private ConditionJson() {}

    /**
     * Reads a condition.
     *
     * @throws RefusedConditionException with the path of what is wrong
     */
    public static Condition parse(String json) throws RefusedConditionException {
        return JsonParts.parse(json);
    }

    /** The canonical JSON, which is read as the same condition. */
    public static String print(Condition condition) {
        return object(condition).toString();
    }

    private static JsonObject object(Condition condition) {
        JsonObject object = new JsonObject();
        if (condition instanceof All all) {
            object.add("all", parts(all.parts()));
        } else if (condition instanceof Any any) {
            object.add("any", parts(any.parts()));
        } else if (condition instanceof Not not) {
            object.add("not", object(not.part()));
        } else if (condition instanceof Category category) {
            JsonObject match = new JsonObject();
            match.add(category.match().name().toLowerCase(Locale.ROOT), texts(category.names()));
            object.add("category", match);
        } else if (condition instanceof Items items) {
            object.add("item", texts(items.itemIds()));
        } else if (condition instanceof Age age) {
            JsonObject side = new JsonObject();
            side.addProperty(age.below() ? "below" : "above", age.than().toString());
            object.add("age", side);
        } else {
            attribute(object, condition);
        }
        return object;
    }

    private static void attribute(JsonObject object, Condition condition) {
        if (condition instanceof Attribute attribute) {
            object.addProperty("attribute", attribute.name());
            if (attribute.values().size() == 1) {
                object.addProperty("equal", attribute.values().get(0));
            } else {
                object.add("in", texts(attribute.values()));
            }
        } else if (condition instanceof Compared number) {
            object.addProperty("attribute", number.attribute());
            object.addProperty(number.comparison().key(), number.bound());
        }
    }

    private static JsonArray parts(List<Condition> parts) {
        JsonArray array = new JsonArray(parts.size());
        parts.forEach(part -> array.add(object(part)));
        return array;
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray(texts.size());
        texts.forEach(array::add);
        return array;
    }
}
