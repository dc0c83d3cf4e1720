package io.riffle.lab.kafka;

import io.riffle.job.io.ClientFile;
import io.riffle.lab.console.CommandException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where brokers are, and how clients are let in.
 *
 * @param addresses {@code HOST:PORT}, several separated by commas
 * @param client settings under Kafka's own names, secrets among them
 */
public record KafkaAccess(String addresses, Map<String, String> client) {

    /** Copies the settings. */
    public KafkaAccess {
        client = Map.copyOf(client);
    }

    /** Brokers that let in everybody. */
    public static KafkaAccess open(String addresses) {
        return new KafkaAccess(addresses, Map.of());
    }

    /**
     * Brokers that a file of client settings opens.
     *
     * @throws CommandException with everything that is wrong with the file
     */
    public static KafkaAccess of(String addresses, Path clientConfig) {
        ClientFile file = ClientFile.read(clientConfig);
        if (!file.problems().isEmpty()) {
            throw new CommandException(String.join("\n", file.problems()));
        }
        return new KafkaAccess(addresses, file.settings());
    }

    /** Without the settings, which are nobody's to read. */
    @Override
    public String toString() {
        return addresses;
    }
}
