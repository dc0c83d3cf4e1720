package io.riffle.lab.files;

/**
 * How many rows of a file may be bad: a share of its rows, or a number.
 *
 * @param share 0 to 1; used when {@code count} is negative
 * @param count rows, or -1
 */
public record BadRowLimit(double share, long count) {
    /** One row in a hundred. */
    public static final BadRowLimit DEFAULT = new BadRowLimit(0.01, -1);

    /**
     * Reads {@code 2%} or {@code 500}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static BadRowLimit parse(String text) {
        try {
            if (text.endsWith("%")) {
                double percent = Double.parseDouble(text.substring(0, text.length() - 1));
                if (percent >= 0 && percent <= 100) {
                    return new BadRowLimit(percent / 100, -1);
                }
            } else {
                long count = Long.parseLong(text);
                if (count >= 0) {
                    return new BadRowLimit(0, count);
                }
            }
        } catch (NumberFormatException e) {
            // Told below, in the same words as a number out of range.
        }
        throw new IllegalArgumentException(
                "The limit ("
                        + text
                        + ") of bad rows must be a number from 0, or a share from 0% to 100%.\n"
                        + "Maybe write 100 or 2%.");
    }

    long allowed(long rows) {
        return count >= 0 ? count : (long) Math.floor(share * rows);
    }

    @Override
    public String toString() {
        return count >= 0 ? Long.toString(count) : share * 100 + " %";
    }
}
