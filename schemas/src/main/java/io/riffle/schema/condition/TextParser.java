package io.riffle.schema.condition;

import io.riffle.schema.SizeLimits;
import io.riffle.schema.condition.Condition.All;
import io.riffle.schema.condition.Condition.Any;
import io.riffle.schema.condition.Condition.Not;
import io.riffle.schema.condition.Words.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@link ConditionText} by recursive descent, of a depth that is bounded before it is taken.
 */
final class TextParser {
    /** Open parentheses and nots: more than a condition may be deep, since some are for nothing. */
    private static final int MOST_OPEN = 2 * Condition.DEEPEST;

    private final Words words;
    private final TextTerms terms;
    private int open;

    private TextParser(Words words) {
        this.words = words;
        this.terms = new TextTerms(words);
    }

    static Condition parse(String text) throws RefusedConditionException {
        if (text.length() > SizeLimits.WHERE) {
            throw RefusedConditionException.of(
                    "length",
                    text.length() + " characters",
                    "be at most " + SizeLimits.WHERE,
                    "a category or an attribute says it shorter");
        }
        TextParser parser = new TextParser(new Words(text));
        Condition condition = parser.any();
        if (parser.words.kind() != Kind.END) {
            throw parser.words.refused(
                    "be and, or, or the end", "quote a name that has blanks in it");
        }
        return condition;
    }

    private Condition any() throws RefusedConditionException {
        String place = words.place();
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(all());
        } while (words.take("or"));
        return parts.size() == 1 ? parts.get(0) : Limits.made(place, () -> new Any(parts));
    }

    private Condition all() throws RefusedConditionException {
        String place = words.place();
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(unary());
        } while (words.take("and"));
        return parts.size() == 1 ? parts.get(0) : Limits.made(place, () -> new All(parts));
    }

    private Condition unary() throws RefusedConditionException {
        if (!words.is("not") && !words.is("(")) {
            return terms.next();
        }
        if (++open > MOST_OPEN) {
            throw words.refused(
                    "stand within at most " + MOST_OPEN + " others", "it can be said flatter");
        }
        String place = words.place();
        Condition condition;
        if (words.take("not")) {
            Condition part = unary();
            condition = Limits.made(place, () -> new Not(part));
        } else {
            words.next();
            condition = any();
            words.expect(")", "be and, or, or )", "a parenthesis is missing");
        }
        open--;
        return condition;
    }
}
