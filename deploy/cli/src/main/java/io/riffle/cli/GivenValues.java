package io.riffle.cli;

import io.riffle.cli.arguments.TypedName;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * No option means anything with an empty value; it is a variable of a script that is not set. Given
 * as a folder it would be the root of the file system, or the working folder.
 */
final class GivenValues {

    private GivenValues() {}

    /**
     * Checks every value on the command line.
     *
     * @throws ParameterException for one that is empty
     */
    static void check(ParseResult parsed) {
        for (CommandLine command : parsed.asCommandLineList()) {
            ParseResult own = command.getParseResult();
            for (OptionSpec option : own.matchedOptions()) {
                check(command, option, TypedName.of(option, own));
            }
            for (ArgSpec positional : own.matchedPositionals()) {
                check(command, positional, positional.paramLabel());
            }
        }
    }

    private static void check(CommandLine command, ArgSpec argument, String name) {
        if (argument.arity().max() < 1) {
            return;
        }
        for (String value : argument.originalStringValues()) {
            if (value.isBlank()) {
                throw new ParameterException(
                        command,
                        "The "
                                + thing(argument.paramLabel())
                                + " ("
                                + value
                                + ") of "
                                + name
                                + " must be given.\nMaybe a variable is not set.");
            }
        }
    }

    private static String thing(String label) {
        return switch (label) {
            case "DIR", "STORE" -> "folder";
            case "FILE", "FILE.jsonl", "FILE.svg" -> "file";
            default -> "value";
        };
    }
}
