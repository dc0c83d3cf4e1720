package io.riffle.cli;

import io.riffle.artifact.LocalFiles;
import io.riffle.cli.arguments.Checked;
import io.riffle.lab.console.Console;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/**
 * The command line {@code riffle}. Results go to standard output, progress, logs and errors to
 * standard error. Exit codes: 0 done, 1 failed, 2 wrong usage.
 */
@Command(
        name = "riffle",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Clicks in Kafka, fresh recommendations out of Kafka.")
public final class Riffle implements Runnable {

    @Spec private CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = CommandLine.ScopeType.INHERIT,
            description = "Logs and stack traces on standard error; -vv for more.")
    private boolean[] verbosity = {};

    Riffle() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        // What libraries write to be read again, Flink's sizes above all, is of no language.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        int exitCode = commandLine(Console.system(), args).execute(args);
        // Flink, Kafka and DJL leave threads of their own behind.
        System.exit(exitCode);
    }

    /**
     * The command line, speaking to the given console.
     *
     * @param asked what it will be asked; it has the {@link Commands} that these need
     */
    static CommandLine commandLine(Console console, String... asked) {
        Riffle riffle = new Riffle();
        CommandLine line = new CommandLine(riffle, new CommandFactory(console));
        Commands.neededBy(asked).forEach(line::addSubcommand);
        return line.setExecutionStrategy(
                        parsed -> {
                            GivenValues.check(parsed);
                            int code = riffle.withVerbosity(() -> run(parsed));
                            return Failures.written(code, console);
                        })
                .setCaseInsensitiveEnumValuesAllowed(true)
                // Not a folder called "file:" where the command was started.
                .registerConverter(Path.class, LocalFiles::path)
                .setExecutionExceptionHandler(
                        (e, failed, parsed) ->
                                Failures.report(e, console, riffle.verbosity.length > 0))
                .setParameterExceptionHandler(
                        (e, args) -> Failures.reportUsage(Misspelt.explain(e, args), console))
                .setOut(console.out())
                .setErr(console.err());
    }

    private static int run(ParseResult parsed) {
        Checked.all(parsed);
        return new RunLast().execute(parsed);
    }

    private int withVerbosity(IntSupplier execution) {
        if (verbosity.length > 0) {
            // Read by log4j2.xml when the first logger is made, which is after this.
            System.setProperty("riffle.log", verbosity.length == 1 ? "info" : "debug");
        }
        return execution.getAsInt();
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "The command () of riffle must be one of "
                        + String.join(", ", spec.subcommands().keySet())
                        + ".");
    }
}
