package io.riffle.cli;

import io.riffle.cli.console.Console;
import io.riffle.cli.lab.LocalRun;
import io.riffle.job.KafkaOptions;
import io.riffle.job.RecommendOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
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
                        + " For a Flink cluster see README.md.")
final class RunCommand implements Runnable {

    @Spec private CommandSpec spec;
    private final Console console;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "The command () of riffle run must be recommend.");
    }

    @Command(description = "Clicks to recommendations.")
    int recommend(
            @Mixin BrokersOption brokersOption,
            @Option(
                            names = "--store",
                            required = true,
                            paramLabel = "DIR",
                            description =
                                    "Model store, or one artifact directory: its newest backbone"
                                            + " serves until another is announced.")
                    String store,
            @Option(
                            names = "--config",
                            paramLabel = "FILE",
                            description = "YAML of options: riffle.* and Flink's own.")
                    @Nullable Path config)
            throws IOException {
        Configuration settings = config == null ? new Configuration() : LocalRun.read(config);
        settings.set(KafkaOptions.BROKERS, brokersOption.addresses());
        Path local = Path.of(store);
        settings.set(
                RecommendOptions.MODEL,
                Files.exists(local) ? local.toAbsolutePath().toString() : store);
        // Asks the brokers first: a wrong address should not wait for Flink to start.
        brokersOption.connect().close();
        LocalRun.recommend(settings, console);
        return 0;
    }
}
