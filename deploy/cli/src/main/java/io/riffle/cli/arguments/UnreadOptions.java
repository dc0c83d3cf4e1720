package io.riffle.cli.arguments;

import java.lang.reflect.Member;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Options that are on the command line and that nothing would read: wrong usage, since who typed
 * one would take the results for those that it asks for.
 */
public final class UnreadOptions {
    private UnreadOptions() {}

    /**
     * Looks at every option that was typed.
     *
     * @param rule what an option must do, with a remedy on a new line; null for one that is read
     * @throws ParameterException for the first that has one
     */
    public static void refuse(CommandSpec spec, Function<OptionSpec, @Nullable String> rule) {
        CommandLine command = spec.commandLine();
        ParseResult typed = Objects.requireNonNull(command.getParseResult());
        for (OptionSpec option : typed.matchedOptions()) {
            String broken = rule.apply(option);
            if (broken != null) {
                throw new ParameterException(
                        command,
                        "The option "
                                + TypedName.of(option, typed)
                                + " of "
                                + spec.qualifiedName()
                                + " must "
                                + broken);
            }
        }
    }

    /** The class that an option is declared in. */
    public static Class<?> group(OptionSpec option) {
        return option.userObject() instanceof Member member
                ? member.getDeclaringClass()
                : Object.class;
    }
}
