package io.riffle.cli.operate;

import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.lab.console.Console;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle model rollback}: back to an earlier version. */
@Command(
        name = "rollback",
        description =
                "Announces an earlier version again, under a new number, in place of the one in"
                    + " use: that of the newest recommendation, the announced one if there was none"
                    + " since. Jobs keep the version before in memory: going back to that one reads"
                    + " no weights. A training job that runs goes on from its own weights.")
final class ModelRollbackCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private AnnounceArguments options = new AnnounceArguments();

    @Option(
            names = "--to",
            paramLabel = "N",
            description = "Which version (default: the one before what is in use).")
    private int to;

    private final Console console;

    ModelRollbackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ArgumentRules.atLeast(spec, "version", "--to", to, 0);
        options.announce(console, by -> by.rollBack(options.model(), to));
        return 0;
    }
}
