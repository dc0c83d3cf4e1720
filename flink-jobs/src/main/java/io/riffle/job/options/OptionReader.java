package io.riffle.job.options;

import io.riffle.schema.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** Reads options and collects what is wrong with them, so that it is reported all at once. */
public final class OptionReader {

    private static final String OURS = "riffle.";

    private final Configuration configuration;
    private final List<String> problems = new ArrayList<>();

    /** Reads a configuration, of which only keys of ours are judged. */
    public OptionReader(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The option's value; its default, and a problem, when the value is not of its type. */
    public <T> T get(ConfigOption<T> option) {
        T value = read(option);
        return value == null ? option.defaultValue() : value;
    }

    /** The value of an option without a default; null when it is not set. */
    public <T> @Nullable T find(ConfigOption<T> option) {
        return configuration.contains(option) ? read(option) : null;
    }

    /** As {@link #get}, with a rule that the value must hold. */
    public <T> T get(ConfigOption<T> option, Predicate<T> rule, String must, String maybe) {
        T value = get(option);
        check(rule.test(value), option, value, must, maybe);
        return value;
    }

    /** A text that is not blank. */
    String filled(ConfigOption<String> option) {
        return get(option, value -> !value.isBlank(), "not be empty", "leave it out");
    }

    /** A whole number of at least {@code least}. */
    public int atLeast(int least, ConfigOption<Integer> option) {
        return get(option, value -> value >= least, "be " + least + " or more", "leave it out");
    }

    /** A number of at least {@code least}. */
    double atLeast(double least, ConfigOption<Double> option) {
        return get(option, value -> value >= least, "be " + least + " or more", "leave it out");
    }

    /** A part of a whole: 0 to 1. */
    double share(ConfigOption<Double> option) {
        return get(option, value -> value >= 0 && value <= 1, "be 0 to 1", "leave it out");
    }

    /** A step size of an optimiser. */
    float rate(ConfigOption<Double> option) {
        String must = "be more than 0 and below 1";
        return get(option, value -> value > 0 && value < 1, must, "leave it out").floatValue();
    }

    /** A time of at least 1 ms, in ms. */
    long millis(ConfigOption<Duration> option) {
        Duration value =
                get(option, time -> time.toMillis() > 0, "be 1 ms or more", "leave it out");
        return Math.max(1, value.toMillis());
    }

    /** A time, possibly none. */
    Duration notNegative(ConfigOption<Duration> option) {
        return get(option, value -> !value.isNegative(), "be 0 or more", "drop its sign");
    }

    /** Whether the option is not set, or its value is of its type; else that is noted. */
    <T> boolean readable(ConfigOption<T> option) {
        return !configuration.contains(option) || read(option) != null;
    }

    /** Notes a count that is set and below 1. */
    void count(ConfigOption<Integer> option) {
        Integer value = find(option);
        check(value == null || value >= 1, option, value, "be 1 or more", "leave it out");
    }

    /** Notes a time that is set and not above 0. */
    void time(ConfigOption<Duration> option) {
        Duration value = find(option);
        check(
                value == null || value.toMillis() > 0,
                option,
                configuration.getString(option.key(), ""),
                "be 1 ms or more",
                "leave it out");
    }

    /** Notes a problem unless the rule holds. */
    public void check(
            boolean holds,
            ConfigOption<?> option,
            @Nullable Object value,
            String must,
            String maybe) {
        if (!holds) {
            problem("value", value == null ? "" : value.toString(), option.key(), must, maybe);
        }
    }

    /** Notes what others found wrong, in whole sentences. */
    void note(List<String> found) {
        found.stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
    }

    /** Values of all keys under a prefix that ends with a dot, by the rest of the key. */
    public Map<String, String> under(String prefix) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : new TreeSet<>(configuration.keySet())) {
            if (key.startsWith(prefix)) {
                values.put(key.substring(prefix.length()), configuration.getString(key, ""));
            }
        }
        return values;
    }

    /**
     * Reports everything that is wrong, unknown keys of ours included.
     *
     * @param known every option of every job, so that jobs can share a file
     * @param openPrefixes under which any key may stand
     * @throws OptionsException when there is a problem
     */
    public void finish(Collection<ConfigOption<?>> known, Collection<String> openPrefixes) {
        Set<String> keys = new HashSet<>();
        for (ConfigOption<?> option : known) {
            keys.add(option.key());
        }
        for (String key : new TreeSet<>(configuration.keySet())) {
            if (key.startsWith(OURS)
                    && !keys.contains(key)
                    && openPrefixes.stream().noneMatch(key::startsWith)) {
                problem(
                        "key",
                        key,
                        "the options",
                        "be known",
                        "you mean " + OptionWords.nearest(key, keys));
            }
        }
        if (!problems.isEmpty()) {
            throw new OptionsException(problems);
        }
    }

    /** Null, and a problem, when the value is not of the option's type. */
    private <T> @Nullable T read(ConfigOption<T> option) {
        try {
            return configuration.get(option);
        } catch (IllegalArgumentException e) {
            String value = configuration.getString(option.key(), "");
            problem(
                    "value",
                    OptionWords.shown(value),
                    option.key(),
                    "be of its type",
                    OptionWords.form(option));
            return null;
        }
    }

    private void problem(String thing, String value, String owner, String must, String maybe) {
        String problem = Rules.sentence(thing, value, owner, must, maybe);
        // An option that two rules read is told once.
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
