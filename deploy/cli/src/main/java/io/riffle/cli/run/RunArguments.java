package io.riffle.cli.run;

import io.riffle.cli.arguments.BrokersArgument;
import io.riffle.job.options.KafkaOptions;
import io.riffle.job.options.StartOptions;
import io.riffle.lab.OptionsFile;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What both jobs that {@code riffle run} can run are told. */
final class RunArguments {

    @Mixin private BrokersArgument brokers = new BrokersArgument();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML of options: riffle.* and Flink's own.")
    private @Nullable Path config;

    @Option(
            names = "--fresh",
            description =
                    "Begins without a state: every user's history is forgotten, reading goes on"
                            + " where riffle.kafka.start says.")
    private boolean fresh;

    @Option(
            names = "--take-over",
            description = "Starts although another job of the same group runs.")
    private boolean takeOver;

    /** All options, as they are given; the jobs judge them. */
    Configuration settings() throws IOException {
        Configuration settings = config == null ? new Configuration() : OptionsFile.read(config);
        settings.set(KafkaOptions.BROKERS, brokers.addresses());
        String clientConfig = brokers.clientConfig();
        if (clientConfig != null) {
            settings.set(KafkaOptions.CLIENT_CONFIG, clientConfig);
        }
        brokers.topics()
                .renamed()
                .forEach((name, topic) -> settings.setString("riffle.kafka.topic." + name, topic));
        if (fresh) {
            settings.set(StartOptions.FRESH, true);
        }
        if (takeOver) {
            settings.set(StartOptions.TAKE_OVER, true);
        }
        return settings;
    }
}
