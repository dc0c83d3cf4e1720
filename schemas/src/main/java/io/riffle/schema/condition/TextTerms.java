package io.riffle.schema.condition;

import io.riffle.schema.condition.Condition.Age;
import io.riffle.schema.condition.Condition.Attribute;
import io.riffle.schema.condition.Condition.Category;
import io.riffle.schema.condition.Condition.Compared;
import io.riffle.schema.condition.Condition.Comparison;
import io.riffle.schema.condition.Condition.Items;
import io.riffle.schema.condition.Condition.Match;
import io.riffle.schema.condition.Condition.Not;
import io.riffle.schema.condition.Words.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the terms of {@link ConditionText}: what stands between and, or and not. */
final class TextTerms {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?");

    private final Words words;
    private int terms;
    private int names;

    TextTerms(Words words) {
        this.words = words;
    }

    /** Reads one. */
    Condition next() throws RefusedConditionException {
        if (++terms > Condition.MOST_TERMS) {
            throw words.refused(
                    "be of one of " + Condition.MOST_TERMS + " terms", "two requests say it");
        }
        if (words.take("category")) {
            return category();
        }
        if (words.take("item")) {
            words.expect("in", "be in", "list the items in parentheses");
            String place = words.place();
            List<String> itemIds = list();
            return Limits.made(place, () -> new Items(itemIds));
        }
        return words.take("age") ? age() : attribute();
    }

    private Condition category() throws RefusedConditionException {
        String place = words.place();
        Match match = Match.ANY;
        if (words.take("all")) {
            match = Match.ALL;
        } else {
            match = words.take("not") ? Match.NONE : Match.ANY;
            if (match == Match.ANY && words.take("=")) {
                String name = name();
                return Limits.made(place, () -> new Category(Match.ANY, List.of(name)));
            }
            words.expect("in", "be in, not in or all", "list the categories in parentheses");
        }
        Match how = match;
        List<String> categories = list();
        return Limits.made(place, () -> new Category(how, categories));
    }

    private Condition age() throws RefusedConditionException {
        boolean below = words.is("<");
        if (!below && !words.is(">")) {
            throw words.refused("be < or >", "quote \"age\" where an attribute is meant");
        }
        words.next();
        String place = words.place();
        Duration than = words.kind() == Kind.PLAIN ? Ages.read(words.word()) : null;
        if (than == null) {
            throw words.refused(
                    "be a number and one of ms, s, m, h, d, w",
                    "write 7d, or quote \"age\" where an attribute is meant");
        }
        words.next();
        return Limits.made(place, () -> new Age(below, than));
    }

    private Condition attribute() throws RefusedConditionException {
        String place = words.place();
        String attribute = name();
        if (words.take("=")) {
            String value = name();
            return Limits.made(place, () -> new Attribute(attribute, List.of(value)));
        }
        if (words.take("!=")) {
            String value = name();
            return Limits.made(place, () -> new Not(new Attribute(attribute, List.of(value))));
        }
        if (words.take("in")) {
            List<String> values = list();
            return Limits.made(place, () -> new Attribute(attribute, values));
        }
        for (Comparison comparison : Comparison.values()) {
            if (words.take(comparison.sign())) {
                String there = words.place();
                double bound = number();
                return Limits.made(there, () -> new Compared(attribute, comparison, bound));
            }
        }
        throw words.refused("be =, !=, <, <=, >, >= or in", "quote a name that has blanks in it");
    }

    private double number() throws RefusedConditionException {
        if (words.kind() != Kind.PLAIN || !NUMBER.matcher(words.word()).matches()) {
            throw words.refused("be a number", "texts are compared by = and in");
        }
        double number = Double.parseDouble(words.word());
        words.next();
        return number;
    }

    private List<String> list() throws RefusedConditionException {
        words.expect("(", "be (", "a list stands in parentheses");
        List<String> listed = new ArrayList<>();
        do {
            listed.add(name());
        } while (words.take(","));
        words.expect(")", "be a comma or )", "quote a name that has blanks in it");
        return listed;
    }

    private String name() throws RefusedConditionException {
        boolean plain =
                words.kind() == Kind.PLAIN
                        && !Words.KEPT.contains(words.word().toLowerCase(Locale.ROOT));
        if (!plain && words.kind() != Kind.QUOTED) {
            throw words.refused("be a name", "quote it");
        }
        if (++names > 2 * Condition.MOST_NAMES) {
            throw words.refused(
                    "be one of " + Condition.MOST_NAMES + " names", "an attribute says it shorter");
        }
        String name = words.word();
        words.next();
        return name;
    }
}
