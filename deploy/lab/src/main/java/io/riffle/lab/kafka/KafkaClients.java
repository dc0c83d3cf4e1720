package io.riffle.lab.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Where every Kafka client of the commands is made, and what each is set to. */
public final class KafkaClients {

    /** Longest wait for an answer. */
    static final int TIMEOUT_MS = 10_000;

    private static final String BROKERS = "bootstrap.servers";

    private KafkaClients() {}

    /** What describes and makes topics. */
    static Admin admin(KafkaAccess access) {
        return Admin.create(
                settings(
                        access,
                        Map.of(
                                "request.timeout.ms",
                                TIMEOUT_MS / 2,
                                "default.api.timeout.ms",
                                TIMEOUT_MS)));
    }

    /** A consumer of bytes without a group; reads uncommitted records too unless told otherwise. */
    public static KafkaConsumer<byte[], byte[]> consumer(
            KafkaAccess access, boolean committedOnly) {
        return consumer(access, committedOnly, Map.of());
    }

    /** As above, with more settings of the client. */
    public static KafkaConsumer<byte[], byte[]> consumer(
            KafkaAccess access, boolean committedOnly, Map<String, Object> more) {
        Map<String, Object> settings =
                settings(
                        access,
                        Map.of(
                                "isolation.level",
                                committedOnly ? "read_committed" : "read_uncommitted",
                                "max.poll.records",
                                2_000,
                                "default.api.timeout.ms",
                                TIMEOUT_MS,
                                "allow.auto.create.topics",
                                false));
        settings.putAll(more);
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A producer of bytes that keeps the order of each partition.
     *
     * @param block longest wait for a place to put a record
     * @param delivery longest wait for the brokers to take it
     */
    static KafkaProducer<byte[], byte[]> producer(
            KafkaAccess access, Duration block, Duration delivery) {
        return new KafkaProducer<>(
                settings(
                        access,
                        Map.of(
                                "acks",
                                "all",
                                // A click waits for nobody: what is ready goes out.
                                "linger.ms",
                                0,
                                // A topic just created may refuse its first batch and take its
                                // second, after which no retry of the first is ever in sequence.
                                "max.in.flight.requests.per.connection",
                                1,
                                "max.request.size",
                                TopicPlan.MAX_CLICK_RECORD,
                                "max.block.ms",
                                block.toMillis(),
                                "request.timeout.ms",
                                (int) Math.min(30_000, delivery.toMillis()),
                                "delivery.timeout.ms",
                                (int) delivery.toMillis())),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** What the file sets wins: it holds nothing that riffle stands on. */
    private static Map<String, Object> settings(KafkaAccess access, Map<String, Object> ours) {
        Map<String, Object> settings = new HashMap<>(ours);
        settings.putAll(access.client());
        settings.put(BROKERS, access.addresses());
        return settings;
    }
}
