package io.riffle.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules that every record checks on construction, with the error form of the project. */
public final class Rules {

    private Rules() {}

    /**
     * Checks an id: 1 to {@link Ids#MAX_BYTES} bytes of UTF-8.
     *
     * @throws IllegalArgumentException when it is empty, too long or holds an unpaired surrogate
     */
    public static String id(String thing, String value, String owner) {
        int bytes = Ids.utf8Length(value);
        if (bytes < 1 || bytes > Ids.MAX_BYTES) {
            String shown = value.length() <= 40 ? value : value.substring(0, 40) + "…";
            throw broken(
                    thing,
                    shown,
                    owner,
                    "be 1 to " + Ids.MAX_BYTES + " bytes of UTF-8",
                    "the producer sends an empty or very long field");
        }
        return value;
    }

    /** Checks a number that counts or numbers something: 0 or more. */
    public static long notNegative(String thing, long value, String owner) {
        if (value < 0) {
            throw broken(thing, value, owner, "be 0 or more", "the clock or a counter is broken");
        }
        return value;
    }

    /** Checks a point in time: epoch milliseconds, after 1970. */
    public static long time(String thing, long value, String owner) {
        if (value <= 0) {
            throw broken(
                    thing,
                    value,
                    owner,
                    "be epoch milliseconds greater than 0",
                    "the field is missing");
        }
        return value;
    }

    /** Checks a score: a finite number. */
    public static float finite(String thing, float value, String owner) {
        if (!Float.isFinite(value)) {
            throw broken(thing, value, owner, "be finite", "the model's weights are not");
        }
        return value;
    }

    /** Copies the probabilities of what was shown: none, or one per rank, above 0, at most 1. */
    public static List<Double> propensities(List<Double> values, int shown) {
        if (!values.isEmpty() && values.size() != shown) {
            throw broken(
                    "number of propensities",
                    values.size(),
                    "a slate of " + shown,
                    "be 0 or " + shown,
                    "the slate was cut after they were logged");
        }
        for (double value : values) {
            if (!(value > 0 && value <= 1)) {
                throw broken(
                        "propensity",
                        value,
                        "a slate",
                        "be above 0 and at most 1",
                        "it was logged as a percentage");
            }
        }
        return List.copyOf(values);
    }

    /** Copies a map so that the record owns it; the order of its entries stays. */
    public static <V> Map<String, V> copy(Map<String, V> map) {
        return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The error of a broken rule, in the form of the project. */
    public static IllegalArgumentException broken(
            String thing, Object value, String owner, String rule, String maybe) {
        return new IllegalArgumentException(sentence(thing, value, owner, rule, maybe));
    }

    /** What a broken rule is told as. */
    public static String sentence(
            String thing, Object value, String owner, String rule, String maybe) {
        return String.format(
                Locale.ROOT,
                "The %s (%s) of %s must %s.%nMaybe %s.",
                thing,
                value,
                owner,
                rule,
                maybe);
    }

    /** Checks ranks: each of 1 to {@code size}, rising; copies them. */
    static List<Integer> ranks(List<Integer> ranks, int size) {
        int before = 0;
        for (int rank : ranks) {
            if (rank <= before || rank > size) {
                throw broken(
                        "rank",
                        rank,
                        "what was seen of a slate",
                        "be above the one before (" + before + ") and at most " + size,
                        "it is of another slate");
            }
            before = rank;
        }
        return List.copyOf(ranks);
    }
}
