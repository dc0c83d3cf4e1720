package io.riffle.schema.condition;

import io.riffle.schema.condition.Condition.Age;
import io.riffle.schema.condition.Condition.All;
import io.riffle.schema.condition.Condition.Any;
import io.riffle.schema.condition.Condition.Attribute;
import io.riffle.schema.condition.Condition.Category;
import io.riffle.schema.condition.Condition.Compared;
import io.riffle.schema.condition.Condition.Items;
import io.riffle.schema.condition.Condition.Not;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Conditions as one line of text, for URLs and rules:
 *
 * <pre>{@code
 * category in (news, sport) and price < 20 and brand in (a, b) and not item in (i1, i2) and age < 7d
 * }</pre>
 *
 * <p>{@code not} binds closest, then {@code and}, then {@code or}; parentheses group. Categories:
 * {@code category in (…)}, {@code category not in (…)}, {@code category all (…)}. Attributes:
 * {@code brand = a}, {@code brand != a}, {@code brand in (…)}, {@code price < 20} with {@code <=},
 * {@code >}, {@code >=}. Items: {@code item in (…)}. Age: {@code age < 7d}, {@code age > 36h};
 * units are ms, s, m, h, d, w. A name with blanks or signs, or one that is a word of this grammar,
 * stands in double quotes, with a backslash before quotes and backslashes.
 */
public final class ConditionText {

    private ConditionText() {}

    /**
     * Reads a condition.
     *
     * @throws RefusedConditionException with the place of the first word that is wrong
     */
    public static Condition parse(String text) throws RefusedConditionException {
        return TextParser.parse(text);
    }

    /** The canonical text, which is read as the same condition. */
    public static String print(Condition condition) {
        if (condition instanceof All all) {
            return joined(all.parts(), " and ");
        }
        if (condition instanceof Any any) {
            return joined(any.parts(), " or ");
        }
        if (condition instanceof Not not) {
            return "not " + nested(not.part());
        }
        if (condition instanceof Category category) {
            return switch (category.match()) {
                case ANY -> "category in " + list(category.names());
                case NONE -> "category not in " + list(category.names());
                case ALL -> "category all " + list(category.names());
            };
        }
        if (condition instanceof Attribute attribute) {
            String name = Words.written(attribute.name());
            return attribute.values().size() == 1
                    ? name + " = " + Words.written(attribute.values().get(0))
                    : name + " in " + list(attribute.values());
        }
        return simple(condition);
    }

    private static String simple(Condition condition) {
        if (condition instanceof Compared number) {
            return Words.written(number.attribute())
                    + " "
                    + number.comparison().sign()
                    + " "
                    + number(number.bound());
        }
        if (condition instanceof Items items) {
            return "item in " + list(items.itemIds());
        }
        if (condition instanceof Age age) {
            return "age " + (age.below() ? "< " : "> ") + Ages.written(age.than());
        }
        throw new AssertionError(condition);
    }

    private static String joined(List<Condition> parts, String by) {
        return parts.stream().map(ConditionText::nested).collect(Collectors.joining(by));
    }

    private static String nested(Condition part) {
        return part instanceof All || part instanceof Any ? "(" + print(part) + ")" : print(part);
    }

    private static String list(List<String> names) {
        return names.stream().map(Words::written).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }
}
