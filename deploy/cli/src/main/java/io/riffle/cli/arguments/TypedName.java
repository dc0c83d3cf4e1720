package io.riffle.cli.arguments;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The name that an option was typed with. An option with two names is spoken of by the one that the
 * reader of the message finds in their own command.
 */
public final class TypedName {

    private TypedName() {}

    /**
     * Among the arguments of the run.
     *
     * @param option one of the command's options
     * @return one of its names; its longest when it was not typed
     */
    public static String of(OptionSpec option, ParseResult parsed) {
        return of(option, parsed.originalArgs());
    }

    /**
     * Among the arguments of the run of a command.
     *
     * @param name any name of one of its options
     */
    public static String of(String name, CommandSpec command) {
        OptionSpec option = command.findOption(name);
        ParseResult parsed = command.commandLine().getParseResult();
        return option == null || parsed == null ? name : of(option, parsed);
    }

    private static String of(OptionSpec option, List<String> arguments) {
        for (String argument : arguments) {
            for (String name : option.names()) {
                if (argument.equals(name) || argument.startsWith(name + "=")) {
                    return name;
                }
                if (option.negatable() && argument.equals("--no-" + name.substring(2))) {
                    return argument;
                }
            }
        }
        return option.longestName();
    }
}
