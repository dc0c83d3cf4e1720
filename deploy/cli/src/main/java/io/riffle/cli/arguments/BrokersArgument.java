package io.riffle.cli.arguments;

import io.riffle.lab.kafka.Brokers;
import picocli.CommandLine.Option;

/** {@code --brokers}, the same for every command that speaks to your own Kafka. */
public final class BrokersArgument {

    @Option(
            names = "--brokers",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Kafka to use; several separated by commas.")
    private String addresses = "";

    /** As they were typed. */
    public String addresses() {
        return addresses;
    }

    /** Connects, or fails with the address and the rule. */
    public Brokers connect() {
        return Brokers.connect(addresses);
    }
}
