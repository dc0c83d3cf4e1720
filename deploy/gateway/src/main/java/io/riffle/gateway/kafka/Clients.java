package io.riffle.gateway.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Where every Kafka client of a gateway is made, and what each is set to. */
final class Clients {

    /** Longest wait of a reader for an answer of the brokers. */
    private static final int TIMEOUT_MS = 5_000;

    /** A click that the brokers did not take by then is given up; its sender was told long ago. */
    private static final int DELIVERY_MS = 30_000;

    /** What is company enough. */
    private static final int COMPANY_BYTES = 256 << 10;

    private static final long A_YEAR_MS = 365L * 24 * 60 * 60 * 1_000;

    private Clients() {}

    static KafkaProducer<byte[], byte[]> producer(Connection connection) {
        return new KafkaProducer<>(
                settings(
                        connection,
                        Map.of(
                                "acks",
                                "all",
                                "enable.idempotence",
                                true,
                                // Somebody waits for each record.
                                "linger.ms",
                                0,
                                // A thread that answers others is never held: what cannot be put
                                // into the buffer at once is refused.
                                "max.block.ms",
                                0,
                                // So a topic that was asked for once must not be forgotten.
                                "metadata.max.idle.ms",
                                A_YEAR_MS,
                                "request.timeout.ms",
                                TIMEOUT_MS,
                                "delivery.timeout.ms",
                                DELIVERY_MS,
                                "reconnect.backoff.max.ms",
                                1_000)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * A consumer of bytes without a group.
     *
     * @param linger how long a record may wait at the brokers for company: a fetch for each costs
     *     them and the reader as much as some hundred records do
     */
    static KafkaConsumer<byte[], byte[]> consumer(Connection connection, Duration linger) {
        return new KafkaConsumer<>(
                settings(
                        connection,
                        Map.of(
                                "fetch.min.bytes",
                                linger.isZero() ? 1 : COMPANY_BYTES,
                                "fetch.max.wait.ms",
                                linger.isZero() ? 500 : (int) linger.toMillis(),
                                "enable.auto.commit",
                                false,
                                "auto.offset.reset",
                                "latest",
                                "allow.auto.create.topics",
                                false,
                                "max.poll.records",
                                2_000,
                                "request.timeout.ms",
                                TIMEOUT_MS,
                                "default.api.timeout.ms",
                                TIMEOUT_MS,
                                "reconnect.backoff.max.ms",
                                1_000)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** What the file sets wins: it holds nothing that a gateway stands on. */
    private static Map<String, Object> settings(Connection connection, Map<String, Object> ours) {
        Map<String, Object> settings = new HashMap<>(ours);
        settings.putAll(connection.client());
        settings.put("bootstrap.servers", connection.addresses());
        return settings;
    }
}
