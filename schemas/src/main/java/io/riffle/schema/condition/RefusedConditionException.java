package io.riffle.schema.condition;

import io.riffle.schema.Rules;

/**
 * A condition that cannot be read or answered. Checked: whoever asks for a slate gets the message
 * for an answer.
 */
public final class RefusedConditionException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 40;

    private RefusedConditionException(String message) {
        super(message);
    }

    /**
     * A refusal in the form of the project.
     *
     * @param value shortened where it is long
     */
    public static RefusedConditionException of(
            String thing, String value, String rule, String maybe) {
        return new RefusedConditionException(
                Rules.sentence(thing, shown(value), Limits.OWNER, rule, maybe));
    }

    /** What a record said of its values. */
    public static RefusedConditionException of(IllegalArgumentException broken) {
        return new RefusedConditionException(String.valueOf(broken.getMessage()));
    }

    /** What a record said of its values, and where they stand. */
    static RefusedConditionException of(IllegalArgumentException broken, String place) {
        String said = String.valueOf(broken.getMessage());
        int end = said.indexOf('.' + System.lineSeparator());
        return new RefusedConditionException(
                end < 0 ? said : said.substring(0, end) + " (" + place + ")" + said.substring(end));
    }

    private static String shown(String value) {
        if (value.length() <= SHOWN) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return value.substring(0, end) + "…";
    }
}
