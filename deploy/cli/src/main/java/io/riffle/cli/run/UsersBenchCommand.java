package io.riffle.cli.run;

import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.lab.bench.UsersBench;
import io.riffle.lab.bench.UsersFigures;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle bench users}: histories read in, kept, and gone on from. */
@Command(
        name = "users",
        description =
                "Reads histories of two years in without an answer each, begins the job again from"
                        + " its checkpoint, then answers clicks of users nearly all of whom are on"
                        + " disk.",
        footer = {
            "",
            "Takes some 130 bytes of the temporary folder a click: --users 1000000 wants 10 GB."
        })
final class UsersBenchCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(names = "--users", paramLabel = "N", description = "Users (default: ${DEFAULT-VALUE}).")
    private int users = 20_000;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            description = "Sessions each has had (default: ${DEFAULT-VALUE}).")
    private int sessions = 10;

    @Option(
            names = "--session",
            paramLabel = "N",
            description =
                    "Clicks of a session (default: ${DEFAULT-VALUE}). Long ones stand for a file"
                            + " that is sorted by user.")
    private int session = 5;

    @Option(
            names = "--items",
            paramLabel = "N",
            description = "Items that are clicked (default: ${DEFAULT-VALUE}).")
    private int items = 10_000;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Subtasks of the job (default: ${DEFAULT-VALUE}).")
    private int parallelism = 1;

    @Mixin private PhaseArguments phases = new PhaseArguments();

    @Mixin private JsonArgument json = new JsonArgument();

    private final Console console;

    UsersBenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ArgumentRules.atLeast(spec, "number of users", "--users", users, 1);
        ArgumentRules.atLeast(spec, "number of sessions", "--sessions", sessions, 1);
        ArgumentRules.atLeast(spec, "length of sessions", "--session", session, 1);
        ArgumentRules.atLeast(spec, "number of items", "--items", items, 100);
        ArgumentRules.atLeast(spec, "number of subtasks", "--parallelism", parallelism, 1);
        phases.check(spec);
        UsersBench bench =
                new UsersBench(
                        users,
                        sessions,
                        session,
                        items,
                        phases.rates(),
                        phases.seconds(),
                        parallelism,
                        phases.settings());
        UsersFigures figures = bench.run(console);
        if (json.asked()) {
            console.result(JsonLine.line(figures.toJson()));
        } else {
            figures.lines().forEach(console::result);
        }
        return figures.balanced() ? 0 : 1;
    }
}
