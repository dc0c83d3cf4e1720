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

/** {@code riffle model publish}: announces a version by hand. */
@Command(
        name = "publish",
        description =
                "Verifies a version of a store as the jobs will, then announces it: they load it"
                    + " beside the one in use and swap. What they would refuse is not announced.")
final class ModelPublishCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private AnnounceArguments options = new AnnounceArguments();

    @Option(
            names = "--number",
            paramLabel = "N",
            description =
                    "Which version (default: the newest). It must be above the announced one.")
    private int version;

    private final Console console;

    ModelPublishCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ArgumentRules.atLeast(spec, "version", "--number", version, 0);
        options.announce(console, to -> to.publish(options.model(), version));
        return 0;
    }
}
