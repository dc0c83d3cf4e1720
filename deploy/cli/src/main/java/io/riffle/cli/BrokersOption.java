package io.riffle.cli;

import io.riffle.cli.kafka.Brokers;
import picocli.CommandLine.Option;

/** {@code --brokers}, the same for every command that speaks to your own Kafka. */
final class BrokersOption {

    @Option(
            names = "--brokers",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Kafka to use; several separated by commas.")
    private String addresses = "";

    String addresses() {
        return addresses;
    }

    /** Connects, or fails with the address and the rule. */
    Brokers connect() {
        return Brokers.connect(addresses);
    }
}
