package io.riffle.cli.arguments;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Rules of option values that picocli's types do not express. */
public final class ArgumentRules {

    private ArgumentRules() {}

    /** Refuses a value below {@code least}, and what is no number, as wrong usage. */
    public static void atLeast(
            CommandSpec spec, String thing, String option, double value, double least) {
        if (!(value >= least)) {
            throw broken(spec, thing, number(value), option, "be at least " + number(least));
        }
    }

    /** Refuses a value that is not above {@code bound}, as wrong usage. */
    public static void above(
            CommandSpec spec, String thing, String option, double value, double bound) {
        if (!(value > bound)) {
            throw broken(spec, thing, number(value), option, "be above " + number(bound));
        }
    }

    /** Refuses a value outside {@code [least, most]}, as wrong usage. */
    public static void within(
            CommandSpec spec,
            String thing,
            String option,
            double value,
            double least,
            double most) {
        if (!(value >= least && value <= most)) {
            throw broken(
                    spec,
                    thing,
                    number(value),
                    option,
                    "be from " + number(least) + " to " + number(most));
        }
    }

    /**
     * As {@link #atLeast}, where no command is at hand.
     *
     * @throws IllegalArgumentException when the rule is broken
     */
    public static void require(String thing, double value, String option, double least) {
        if (!(value >= least)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The %s (%s) of %s must be at least %s.",
                            thing,
                            number(value),
                            option,
                            number(least)));
        }
    }

    /** The error of a value that breaks a rule, with the option it was given to. */
    public static ParameterException broken(
            CommandSpec spec, String thing, String value, String option, String rule) {
        return new ParameterException(
                spec.commandLine(),
                "The " + thing + " (" + value + ") of " + option + " must " + rule + ".");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /**
     * An input that one way of calling a command cannot do without.
     *
     * @param option that gives it
     * @param instead what to say for another way
     */
    public static <T> T given(CommandSpec spec, @Nullable T input, String option, String instead) {
        if (input == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The option "
                            + option
                            + " of "
                            + spec.qualifiedName()
                            + " must be given.\nMaybe use "
                            + instead
                            + " instead.");
        }
        return input;
    }
}
