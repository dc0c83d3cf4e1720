package io.riffle.job.io;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Tells other jobs of a consumer group that one runs: Flink's sources only commit offsets and are
 * no members, so a member of a group beside it stands for the job. The brokers know its host, its
 * client id the time of its start, and they forget it {@link #EXPIRY} after its last sign of life.
 * It reads nothing.
 *
 * <p><b>Threads</b>: one at a time.
 */
final class GroupLease implements AutoCloseable {

    /** How long a process that died without a word seems to live. */
    static final Duration EXPIRY = Duration.ofSeconds(10);

    private static final String SUFFIX = "-running";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private boolean closed;

    GroupLease(KafkaSettings settings, String topic, InstantSource clock) {
        Properties properties = settings.clientProperties();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group(settings.group()));
        properties.put(
                ConsumerConfig.CLIENT_ID_CONFIG, group(settings.group()) + "-" + clock.millis());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) EXPIRY.toMillis());
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) EXPIRY.toMillis() / 5);
        // The client's own thread shows that the process lives; its calls may wait for a broker.
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Integer.MAX_VALUE);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic), new ReadNothing());
    }

    /** The group whose members are the running jobs of a group. */
    static String group(String group) {
        return group + SUFFIX;
    }

    /** When the job of a member was started; null when the client id is not one of ours. */
    static @Nullable Instant since(String clientId) {
        try {
            return Instant.ofEpochMilli(
                    Long.parseLong(clientId.substring(clientId.lastIndexOf('-') + 1)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Joins, or stays; to be called every few seconds. */
    synchronized void renew() {
        if (!closed) {
            var unused = consumer.poll(POLL);
        }
    }

    /** Leaves at once, so that a successor need not wait. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE));
        }
    }

    private final class ReadNothing implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
        }
    }
}
