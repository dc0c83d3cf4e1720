package io.riffle.gateway.kafka;

import java.util.Map;

/**
 * Where brokers are, and how clients are let in.
 *
 * @param addresses {@code HOST:PORT}, several separated by commas
 * @param client settings under Kafka's own names, secrets among them
 */
public record Connection(String addresses, Map<String, String> client) {

    /** Copies the settings. */
    public Connection {
        client = Map.copyOf(client);
    }

    /** Without the settings, which are nobody's to read. */
    @Override
    public String toString() {
        return addresses;
    }
}
