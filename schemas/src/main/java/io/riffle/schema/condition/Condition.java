package io.riffle.schema.condition;

import io.riffle.schema.Rules;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What an item must be to be shown. {@link ConditionText} and {@link ConditionJson} are its two
 * written forms.
 *
 * <p>At most {@value #DEEPEST} levels deep, of at most {@value #MOST_TERMS} terms that name at most
 * {@value #MOST_NAMES} categories, values and items together: what anyone may send costs little.
 *
 * <p><b>Errors</b>: {@link IllegalArgumentException} when a condition is larger, or names nothing.
 */
public sealed interface Condition {

    /** Levels: a term is one, each of all, any, not one more. */
    int DEEPEST = 8;

    /** Terms of one condition. */
    int MOST_TERMS = 64;

    /** Names in the lists of one condition. */
    int MOST_NAMES = 1_000;

    /** Of a condition that combines others: all of them must hold. */
    record All(List<Condition> parts) implements Condition {
        /** Copies the parts, two or more. */
        public All {
            parts = Limits.parts(parts);
        }
    }

    /** At least one of several must hold. */
    record Any(List<Condition> parts) implements Condition {
        /** Copies the parts, two or more. */
        public Any {
            parts = Limits.parts(parts);
        }
    }

    /** Another one must not hold. */
    record Not(Condition part) implements Condition {
        /** Checks the depth. */
        public Not {
            Limits.parts(List.of(part), 1);
        }
    }

    /** The item's categories. */
    record Category(Match match, List<String> names) implements Condition {
        /** Copies the names, one or more. */
        public Category {
            names = Limits.names("category", names);
        }
    }

    /** How many of the named categories an item must have. */
    enum Match {
        /** One or more. */
        ANY,
        NONE,
        ALL
    }

    /**
     * The item's value of an attribute is one of these, to the letter.
     *
     * @param values may be empty texts
     */
    record Attribute(String name, List<String> values) implements Condition {
        /** Copies the values, one or more. */
        public Attribute {
            Rules.id("attribute", name, Limits.OWNER);
            values = Limits.values(values);
        }
    }

    /** The item's value of an attribute is a number on one side of this one. */
    record Compared(String attribute, Comparison comparison, double bound) implements Condition {
        /** Checks that the bound is finite. */
        public Compared {
            Rules.id("attribute", attribute, Limits.OWNER);
            if (!Double.isFinite(bound)) {
                throw Rules.broken(
                        "number", bound, Limits.OWNER, "be finite", "it has too many digits");
            }
            bound += 0.0; // negative zero is zero
        }
    }

    /** Which side of a number. */
    enum Comparison {
        LESS("<", "lt"),
        AT_MOST("<=", "le"),
        GREATER(">", "gt"),
        AT_LEAST(">=", "ge");

        private final String sign;
        private final String key;

        Comparison(String sign, String key) {
            this.sign = sign;
            this.key = key;
        }

        /** As text has it. */
        String sign() {
            return sign;
        }

        /** As JSON has it. */
        String key() {
            return key;
        }
    }

    /** The item is one of these. */
    record Items(List<String> itemIds) implements Condition {
        /** Copies the ids, one or more. */
        public Items {
            itemIds = Limits.names("item", itemIds);
        }
    }

    /**
     * The time since the item was created. One whose created time is not known has no age, and
     * satisfies neither side.
     *
     * @param below whether it is less than this, else more
     */
    record Age(boolean below, Duration than) implements Condition {
        /** Longest age that can be asked for: a hundred years. */
        public static final Duration LONGEST = Duration.ofDays(36_500);

        /** Checks the range: whole milliseconds. */
        public Age {
            if (than.isNegative()
                    || than.compareTo(LONGEST) > 0
                    || !than.equals(than.truncatedTo(ChronoUnit.MILLIS))) {
                throw Rules.broken(
                        "age",
                        than,
                        Limits.OWNER,
                        "be 0 to 36500 days in whole milliseconds",
                        "it has another unit");
            }
        }
    }
}
