package io.riffle.job.io;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Where the catalogue ends when a job is submitted: the newest record of each partition that a
 * reader of committed records gets to see. The last offsets of a partition may hold none: markers
 * of transactions, records that were not committed or have been compacted away.
 */
public final class CatalogueEnds {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    /** How much further back the next look begins. */
    private static final long FURTHER = 100;

    private CatalogueEnds() {}

    /**
     * Offsets of the newest records by partition; a partition without any is not named. When the
     * brokers do not answer in time it is the last offset, which may never come to be read.
     */
    public static Map<Integer, Long> of(KafkaSettings settings) {
        Properties properties = settings.clientProperties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        Map<Integer, Long> ends = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, bytes, bytes)) {
            String topic = settings.topics().catalogue();
            for (PartitionInfo info : consumer.partitionsFor(topic, PATIENCE)) {
                long newest = newest(consumer, new TopicPartition(topic, info.partition()));
                if (newest >= 0) {
                    ends.put(info.partition(), newest);
                }
            }
        }
        return ends;
    }

    /** -1 when there is no record. */
    private static long newest(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        List<TopicPartition> one = List.of(partition);
        long begin = consumer.beginningOffsets(one, PATIENCE).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(one, PATIENCE).getOrDefault(partition, 0L);
        consumer.assign(one);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        if (end == begin) {
            return -1;
        }
        for (long back = 1; ; back *= FURTHER) {
            long from = Math.max(begin, end - back);
            consumer.seek(partition, from);
            long newest = -1;
            while (consumer.position(partition, PATIENCE) < end) {
                for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                    newest = read.offset();
                }
                if (System.nanoTime() > deadline) {
                    return end - 1;
                }
            }
            if (newest >= 0 || from == begin) {
                return newest;
            }
        }
    }
}
