package io.riffle.schema.condition;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as a number and a unit: {@code 7d}, {@code 36h}. */
final class Ages {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(ms|s|m|h|d|w)");
    private static final String[] UNITS = {"d", "h", "m", "s", "ms"};

    private Ages() {}

    /** Null where it is none. */
    static @Nullable Duration read(String word) {
        Matcher matcher = FORM.matcher(word);
        if (!matcher.matches()) {
            return null;
        }
        long count = Long.parseLong(matcher.group(1));
        long unit = millis(matcher.group(2));
        return count > Long.MAX_VALUE / unit ? null : Duration.ofMillis(count * unit);
    }

    /** In the largest unit that it is a whole number of. */
    static String written(Duration age) {
        long millis = age.toMillis();
        for (String unit : UNITS) {
            if (millis % millis(unit) == 0) {
                return millis / millis(unit) + unit;
            }
        }
        throw new AssertionError(millis);
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "w" -> 604_800_000L;
            case "d" -> 86_400_000L;
            case "h" -> 3_600_000L;
            case "m" -> 60_000L;
            case "s" -> 1_000L;
            default -> 1L;
        };
    }
}
