package io.riffle.schema.condition;

import io.riffle.schema.Rules;
import io.riffle.schema.condition.Condition.Age;
import io.riffle.schema.condition.Condition.All;
import io.riffle.schema.condition.Condition.Any;
import io.riffle.schema.condition.Condition.Attribute;
import io.riffle.schema.condition.Condition.Category;
import io.riffle.schema.condition.Condition.Compared;
import io.riffle.schema.condition.Condition.Items;
import io.riffle.schema.condition.Condition.Not;
import java.util.List;
import java.util.function.Supplier;

/** How large a condition may be; checked as it is put together, so that none is ever larger. */
final class Limits {
    static final String OWNER = "a condition";

    private Limits() {}

    /** Puts a condition together, at a place that a refusal names. */
    static Condition made(String place, Supplier<Condition> make) throws RefusedConditionException {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            throw RefusedConditionException.of(e, place);
        }
    }

    /** Copies the parts of one that combines two or more. */
    static List<Condition> parts(List<Condition> parts) {
        return parts(parts, 2);
    }

    static List<Condition> parts(List<Condition> parts, int least) {
        if (parts.size() < least) {
            throw Rules.broken(
                    "number of parts",
                    parts.size(),
                    OWNER,
                    "be " + least + " or more",
                    "leave all and any out where there is one");
        }
        int depth = 0;
        int terms = 0;
        int names = 0;
        for (Condition part : parts) {
            depth = Math.max(depth, depth(part));
            terms += terms(part);
            names += names(part);
        }
        most("depth", depth + 1, Condition.DEEPEST);
        most("number of terms", terms, Condition.MOST_TERMS);
        most("number of names", names, Condition.MOST_NAMES);
        return List.copyOf(parts);
    }

    static List<String> names(String thing, List<String> names) {
        count("names", names.size());
        names.forEach(name -> Rules.id(thing, name, OWNER));
        return List.copyOf(names);
    }

    static List<String> values(List<String> values) {
        count("values", values.size());
        for (String value : values) {
            if (!value.isEmpty()) {
                Rules.id("value", value, OWNER);
            }
        }
        return List.copyOf(values);
    }

    private static void count(String things, int count) {
        if (count < 1 || count > Condition.MOST_NAMES) {
            throw Rules.broken(
                    "number of " + things,
                    count,
                    OWNER,
                    "be 1 to " + Condition.MOST_NAMES,
                    "a category or an attribute says it shorter");
        }
    }

    private static void most(String thing, int value, int most) {
        if (value > most) {
            throw Rules.broken(
                    thing, value, OWNER, "be at most " + most, "two requests say it shorter");
        }
    }

    private static int depth(Condition condition) {
        int deepest = 0;
        for (Condition part : parts(condition)) {
            deepest = Math.max(deepest, depth(part));
        }
        return deepest + 1;
    }

    private static int terms(Condition condition) {
        List<Condition> parts = parts(condition);
        int terms = parts.isEmpty() ? 1 : 0;
        for (Condition part : parts) {
            terms += terms(part);
        }
        return terms;
    }

    private static int names(Condition condition) {
        int names = own(condition);
        for (Condition part : parts(condition)) {
            names += names(part);
        }
        return names;
    }

    private static List<Condition> parts(Condition condition) {
        if (condition instanceof All all) {
            return all.parts();
        }
        if (condition instanceof Any any) {
            return any.parts();
        }
        return condition instanceof Not not ? List.of(not.part()) : List.of();
    }

    private static int own(Condition condition) {
        if (condition instanceof Category category) {
            return category.names().size();
        }
        if (condition instanceof Attribute attribute) {
            return attribute.values().size();
        }
        return condition instanceof Items items
                ? items.itemIds().size()
                : condition instanceof Compared || condition instanceof Age ? 1 : 0;
    }
}
