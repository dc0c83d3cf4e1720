package io.riffle.schema.condition;

import java.util.Locale;
import java.util.Set;

/**
 * A line of text word by word. A word is quoted, or a sign, or runs up to the next blank or sign.
 *
 * <p><b>State</b>: the current word.
 */
final class Words {
    /** Words that mean something where they are not quoted, in any case. */
    static final Set<String> KEPT =
            Set.of("and", "or", "not", "in", "all", "category", "item", "age");

    private static final String SIGNS = "(),<>=!";

    private final String text;
    private int at;
    private int start;
    private String word = "";
    private Kind kind = Kind.END;

    /** What a word is. */
    enum Kind {
        PLAIN,
        QUOTED,
        SIGN,
        END
    }

    /** Stands at the first word. */
    Words(String text) throws RefusedConditionException {
        this.text = text;
        next();
    }

    Kind kind() {
        return kind;
    }

    String word() {
        return word;
    }

    /** Whether this is an unquoted word or a sign. */
    boolean is(String what) {
        return kind != Kind.QUOTED
                && kind != Kind.END
                && what.equals(word.toLowerCase(Locale.ROOT));
    }

    /** Goes on where this is an unquoted word or a sign. */
    boolean take(String what) throws RefusedConditionException {
        boolean there = is(what);
        if (there) {
            next();
        }
        return there;
    }

    /** Goes on where this is what must stand here. */
    void expect(String what, String rule, String maybe) throws RefusedConditionException {
        if (!take(what)) {
            throw refused(rule, maybe);
        }
    }

    /** Goes on to the next word. */
    void next() throws RefusedConditionException {
        while (at < text.length() && blank(text.charAt(at))) {
            at++;
        }
        start = at;
        if (at == text.length()) {
            kind = Kind.END;
            word = "";
        } else if (text.charAt(at) == '"') {
            kind = Kind.QUOTED;
            quoted();
        } else if (SIGNS.indexOf(text.charAt(at)) >= 0) {
            kind = Kind.SIGN;
            at++;
            boolean two = at < text.length() && text.charAt(at) == '=';
            at += two && "<>!".indexOf(text.charAt(start)) >= 0 ? 1 : 0;
            word = text.substring(start, at);
        } else {
            kind = Kind.PLAIN;
            while (at < text.length() && plain(text.charAt(at))) {
                at++;
            }
            word = text.substring(start, at);
            if (word.isEmpty()) {
                throw refused("be of letters and digits", "quote it");
            }
        }
    }

    /** Where this word begins, in words. */
    String place() {
        return "character " + (start + 1);
    }

    /** That something else was expected here. */
    RefusedConditionException refused(String rule, String maybe) {
        String found =
                kind == Kind.END
                        ? "the end"
                        : word.isEmpty() ? text.substring(start, start + 1) : word;
        return RefusedConditionException.of("word", found, rule + " (" + place() + ")", maybe);
    }

    /** A word as it stands for a name in text. */
    static String written(String name) {
        boolean simple = !name.isEmpty() && !KEPT.contains(name.toLowerCase(Locale.ROOT));
        for (int i = 0; simple && i < name.length(); i++) {
            simple = plain(name.charAt(i));
        }
        return simple ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void quoted() throws RefusedConditionException {
        StringBuilder read = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\' && ++at == text.length()) {
                break;
            }
            read.append(text.charAt(at));
        }
        word = read.toString();
        if (at >= text.length()) {
            throw RefusedConditionException.of(
                    "quote", word, "be closed (" + place() + ")", "one is missing at the end");
        }
        at++;
    }

    private static boolean blank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean plain(char c) {
        return !blank(c)
                && !Character.isISOControl(c)
                && c != '"'
                && c != '\\'
                && SIGNS.indexOf(c) < 0;
    }
}
