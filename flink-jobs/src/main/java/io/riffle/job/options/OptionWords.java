package io.riffle.job.options;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/**
 * What a message says about an option that is wrong: its value, its form, the key that is meant.
 */
final class OptionWords {

    private static final int LONGEST_SHOWN = 80;

    private OptionWords() {}

    /** As much of a value as a message repeats, in one line. */
    static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }

    /** What values of the option look like. */
    static String form(ConfigOption<?> option) {
        Object usual = option.hasDefaultValue() ? option.defaultValue() : null;
        if (usual instanceof Enum<?> constant) {
            return "one of "
                    + Arrays.stream(constant.getDeclaringClass().getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (usual instanceof Duration) {
            return "a time such as 10 s";
        }
        if (usual instanceof Boolean) {
            return "true or false";
        }
        if (usual instanceof Number) {
            return usual instanceof Integer || usual instanceof Long
                    ? "a whole number"
                    : "a number";
        }
        if (usual instanceof MemorySize) {
            // As Flink reads it: it writes a size in the digits of the machine's language.
            return "a size such as 64 mb";
        }
        return "such as " + (usual == null ? "its documentation shows" : usual);
    }

    /** The known key that is typed with the fewest changes; the first of several. */
    static String nearest(String key, Collection<String> known) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : new TreeSet<>(known)) {
            int distance = distance(key, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Characters to insert, delete or replace to get from one text to the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
