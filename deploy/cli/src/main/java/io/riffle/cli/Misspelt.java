package io.riffle.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A required option that seems to be missing, because it was typed with another name. */
final class Misspelt {

    private Misspelt() {}

    /** The failure, or the one that explains it: an option that the command does not know. */
    static ParameterException explain(ParameterException failure, String... arguments) {
        if (!(failure instanceof MissingParameterException)) {
            return failure;
        }
        CommandLine command = failure.getCommandLine();
        List<String> unknown = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("--")) {
                break;
            }
            int value = argument.indexOf('=');
            String name = value < 0 ? argument : argument.substring(0, value);
            if (name.startsWith("--") && !knows(command.getCommandSpec(), name)) {
                unknown.add(name);
            }
        }
        return unknown.isEmpty() ? failure : new UnmatchedArgumentException(command, unknown);
    }

    private static boolean knows(CommandSpec command, String name) {
        return command.optionsMap().containsKey(name)
                || command.negatedOptionsMap().containsKey(name);
    }
}
