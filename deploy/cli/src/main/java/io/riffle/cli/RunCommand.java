package io.riffle.cli;

import io.riffle.cli.console.Console;
import io.riffle.cli.lab.LocalRun;
import io.riffle.job.KafkaOptions;
import io.riffle.job.RecommendOptions;
import io.riffle.job.TrainOptions;
import java.io.IOException;
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
                spec.commandLine(), "The command () of riffle run must be recommend or train.");
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
        Configuration settings = settings(brokersOption, config);
        settings.set(RecommendOptions.MODEL, address(store));
        LocalRun.recommend(settings, console);
        return 0;
    }

    @Command(description = "Training samples to announced models.")
    int train(
            @Mixin BrokersOption brokersOption,
            @Option(
                            names = "--store",
                            required = true,
                            paramLabel = "DIR",
                            description =
                                    "Model store to publish into; learning goes on from its newest"
                                            + " backbone, and starts from nothing without one.")
                    String store,
            @Option(
                            names = "--config",
                            paramLabel = "FILE",
                            description = "YAML of options: riffle.* and Flink's own.")
                    @Nullable Path config)
            throws IOException {
        Configuration settings = settings(brokersOption, config);
        settings.set(TrainOptions.STORE, address(store));
        LocalRun.train(settings, console);
        return 0;
    }

    private static Configuration settings(BrokersOption brokers, @Nullable Path config)
            throws IOException {
        Configuration settings = config == null ? new Configuration() : LocalRun.read(config);
        settings.set(KafkaOptions.BROKERS, brokers.addresses());
        // Asks the brokers first: a wrong address should not wait for Flink to start.
        brokers.connect().close();
        return settings;
    }

    /** Of a folder of this machine absolute, since the job runs elsewhere in the process. */
    private static String address(String store) {
        Path local = Path.of(store);
        return store.contains(":") ? store : local.toAbsolutePath().toString();
    }
}
