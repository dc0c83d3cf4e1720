package io.riffle.cli;

import io.riffle.artifact.LocalFiles;
import io.riffle.cli.arguments.Checked;
import io.riffle.cli.evaluate.EvaluateCommand;
import io.riffle.cli.evaluate.RecommendCommand;
import io.riffle.cli.learn.PretrainCommand;
import io.riffle.cli.operate.AuditCommand;
import io.riffle.cli.operate.BrokerCommand;
import io.riffle.cli.operate.CatalogueCommand;
import io.riffle.cli.operate.CheckpointsCommand;
import io.riffle.cli.operate.DeadLettersCommand;
import io.riffle.cli.operate.ForgetCommand;
import io.riffle.cli.operate.ModelCommand;
import io.riffle.cli.operate.ReplayCommand;
import io.riffle.cli.operate.TopicsCommand;
import io.riffle.cli.operate.WhyCommand;
import io.riffle.cli.run.BenchCommand;
import io.riffle.cli.run.DemoCommand;
import io.riffle.cli.run.RunCommand;
import io.riffle.cli.run.ServeCommand;
import io.riffle.cli.run.SimulateCommand;
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
        description = "Clicks in Kafka, fresh recommendations out of Kafka.",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ServeCommand.class,
            BenchCommand.class,
            PretrainCommand.class,
            EvaluateCommand.class,
            RecommendCommand.class,
            ReplayCommand.class,
            TopicsCommand.class,
            DeadLettersCommand.class,
            ForgetCommand.class,
            CatalogueCommand.class,
            ModelCommand.class,
            WhyCommand.class,
            AuditCommand.class,
            CheckpointsCommand.class,
            BrokerCommand.class,
            SimulateCommand.class,
        })
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
        int exitCode = commandLine(Console.system()).execute(args);
        // Flink, Kafka and DJL leave threads of their own behind.
        System.exit(exitCode);
    }

    /** The whole command tree, speaking to the given console. */
    static CommandLine commandLine(Console console) {
        Riffle riffle = new Riffle();
        CommandLine line = new CommandLine(riffle, new CommandFactory(console));
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
