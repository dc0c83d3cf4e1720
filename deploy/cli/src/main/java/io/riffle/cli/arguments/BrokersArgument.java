package io.riffle.cli.arguments;

import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.TopicNames;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --brokers}, the same for every command that speaks to your own Kafka. */
public final class BrokersArgument {

    @Option(
            names = "--brokers",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Kafka to use; several separated by commas.")
    private String addresses = "";

    @Mixin private ClientArguments client = new ClientArguments();

    /** As they were typed. */
    public String addresses() {
        return addresses;
    }

    /** Absolute path of the clients' settings; null when none are given. */
    public @Nullable String clientConfig() {
        return client.path();
    }

    /** What the topics are called. */
    public TopicNames topics() {
        return client.topics();
    }

    /** Connects, or fails with the address and the rule. */
    public Brokers connect() {
        return Brokers.connect(client.access(addresses));
    }
}
