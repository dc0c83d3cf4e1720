package io.riffle.cli.run;

import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.StoreAddress;
import io.riffle.job.options.RecommendOptions;
import io.riffle.job.options.TrainOptions;
import io.riffle.lab.LocalRun;
import io.riffle.lab.console.Console;
import java.io.IOException;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code riffle run}: a job against your own Kafka, in a Flink of this process. */
@Command(
        name = "run",
        description =
                "Runs a job against your own Kafka, in a Flink of this process, until interrupted."
                    + " A later run goes on from its newest checkpoint, which it names. For a Flink"
                    + " cluster see README.md.")
public final class RunCommand implements Runnable {

    @Spec private CommandSpec spec;
    private final Console console;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "The command () of riffle run must be recommend or train.");
    }

    @Command(description = "Clicks to recommendations.")
    int recommend(
            @Mixin RunArguments options,
            @Option(
                            names = "--store",
                            required = true,
                            paramLabel = "STORE",
                            description =
                                    "Model store, or one artifact directory: its newest backbone"
                                            + " serves until another is announced.")
                    String store)
            throws IOException {
        Configuration settings = options.settings();
        settings.set(RecommendOptions.MODEL, address(store));
        LocalRun.recommend().run(settings, console);
        return 0;
    }

    @Command(description = "Training samples to announced models.")
    int train(
            @Mixin RunArguments options,
            @Option(
                            names = "--store",
                            required = true,
                            paramLabel = "STORE",
                            description =
                                    "Model store to publish into; learning goes on from its newest"
                                            + " backbone, and starts from nothing without one.")
                    String store)
            throws IOException {
        Configuration settings = options.settings();
        settings.set(TrainOptions.STORE, address(store));
        LocalRun.train().run(settings, console);
        return 0;
    }

    /** Of a folder of this machine absolute, since the job runs elsewhere in the process. */
    private String address(String store) {
        if (store.isBlank()) {
            throw ArgumentRules.broken(spec, "address", store, "--store", "not be empty");
        }
        return StoreAddress.absolute(store);
    }
}
