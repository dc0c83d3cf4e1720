package io.riffle.serving.conditions;

/** Decimal numbers as catalogues write them: digits, a sign, a point, an exponent. */
final class Decimals {
    private static final int LONGEST = 40;

    private Decimals() {}

    /** Not a number where the text is none, or no finite one. */
    static double read(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Double.NaN;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Java would read "1f", "0x1p3" and "Infinity" too.
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return Double.NaN;
            }
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
