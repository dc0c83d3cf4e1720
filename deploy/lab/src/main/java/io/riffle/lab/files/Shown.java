package io.riffle.lab.files;

/** Values of files as messages show them: bounded, on one line, control characters escaped. */
public final class Shown {
    private static final int VALUE = 40;

    private Shown() {}

    /** A field's value. */
    public static String value(String text) {
        return text(text, VALUE);
    }

    /**
     * A longer text.
     *
     * @param most characters shown of it
     */
    public static String text(String text, int most) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), most) + 8);
        int at = 0;
        while (at < text.length() && shown.length() < most) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            append(shown, character);
        }
        return at < text.length() ? shown.append('…').toString() : shown.toString();
    }

    private static void append(StringBuilder shown, int character) {
        switch (character) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                int type = Character.getType(character);
                if (type == Character.CONTROL
                        || type == Character.FORMAT
                        || type == Character.SURROGATE
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR) {
                    String hex = Integer.toHexString(character);
                    shown.append("\\u").append("0".repeat(Math.max(0, 4 - hex.length())));
                    shown.append(hex);
                } else {
                    shown.appendCodePoint(character);
                }
            }
        }
    }
}
