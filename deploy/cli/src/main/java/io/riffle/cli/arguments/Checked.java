package io.riffle.cli.arguments;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Options of a command whose values can be judged as soon as they are read, before any file is: a
 * value that is out of range is wrong usage, whoever knows the range.
 */
public interface Checked {

    /**
     * Judges the values.
     *
     * @throws IllegalArgumentException naming value, rule and remedy
     */
    void check();

    /**
     * Checks all options of the command that is about to run; none where it is asked for help.
     *
     * @throws ParameterException for the first that are wrong
     * @throws ExecutionException around whatever else a check throws: only so picocli treats it as
     *     what the command throws
     */
    static void all(ParseResult parsed) {
        List<CommandLine> commands = parsed.asCommandLineList();
        if (commands.stream().anyMatch(Checked::tellsOnly)) {
            return;
        }
        CommandLine command = commands.get(commands.size() - 1);
        for (Object options : objects(command.getCommandSpec())) {
            if (options instanceof Checked values) {
                try {
                    values.check();
                } catch (IllegalArgumentException e) {
                    throw new ParameterException(command, String.valueOf(e.getMessage()), e);
                } catch (ParameterException e) {
                    throw e;
                } catch (RuntimeException e) {
                    throw new ExecutionException(command, String.valueOf(e.getMessage()), e);
                }
            }
        }
    }

    /** Whether help is asked for, however wrong the rest may be. */
    private static boolean tellsOnly(CommandLine command) {
        return command.isUsageHelpRequested() || command.isVersionHelpRequested();
    }

    private static List<@Nullable Object> objects(CommandSpec command) {
        List<@Nullable Object> objects = new ArrayList<>();
        objects.add(command.userObject());
        command.mixins().values().forEach(mixin -> objects.addAll(objects(mixin)));
        return objects;
    }
}
