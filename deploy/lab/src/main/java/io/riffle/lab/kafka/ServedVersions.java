package io.riffle.lab.kafka;

import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.RecommendationWire;
import io.riffle.schema.wire.WireException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which versions serve, as the newest recommendation says. What was announced need not: a job
 * refuses what it cannot use, and takes its time to load.
 *
 * @param backbone 0 when popular items are served
 * @param reranker 0 when none serves
 * @param emittedTime epoch ms
 */
public record ServedVersions(long backbone, long reranker, long emittedTime) {

    private static final String TOPIC = "recommendations";
    private static final Duration POLL = Duration.ofMillis(500);

    /** An empty poll says that what lies at the end of a partition is a transaction's mark. */
    private static final int EMPTY_POLLS = 4;

    /** Of a partition, looked at from its end: the last records may be marks of transactions. */
    private static final long TAIL = 8;

    /** The newest answer's; null when there is none. */
    public static @Nullable ServedVersions read(KafkaAccess access) {
        RecommendationWire wire = new RecommendationWire();
        ServedVersions newest = null;
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaClients.consumer(access, true)) {
            List<TopicPartition> partitions = TopicReader.partitions(consumer, access.topic(TOPIC));
            if (partitions.isEmpty()) {
                return null; // the job writes to a topic of another name
            }
            consumer.assign(partitions);
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
            consumer.endOffsets(partitions)
                    .forEach(
                            (partition, end) ->
                                    consumer.seek(
                                            partition,
                                            Math.max(
                                                    starts.getOrDefault(partition, 0L),
                                                    end - TAIL)));
            for (int empty = 0; empty < EMPTY_POLLS; ) {
                var records = consumer.poll(POLL);
                empty = records.isEmpty() ? empty + 1 : 0;
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    ServedVersions served = of(wire, TopicReader.raw(record));
                    if (served != null
                            && (newest == null || served.emittedTime >= newest.emittedTime)) {
                        newest = served;
                    }
                }
            }
        }
        return newest;
    }

    /** Of a model, by its name; 0 when none serves. */
    public long of(String model) {
        return model.equals(ModelUpdate.BACKBONE) ? backbone : reranker;
    }

    /**
     * The version of a model that is in use, as far as can be known: an announced one need not be,
     * and no answer since the announcement says that another one is.
     *
     * @param served null = nobody was answered
     * @param announced the newest of the model
     */
    public static long inUse(@Nullable ServedVersions served, ModelUpdate announced) {
        if (served == null || served.emittedTime < announced.createdTime()) {
            return announced.version();
        }
        long version = served.of(announced.model());
        return version > 0 ? version : announced.version();
    }

    private static @Nullable ServedVersions of(RecommendationWire wire, RawRecord record) {
        try {
            Recommendation answer = wire.read(record, TopicPlan.MAX_DEAD_LETTER_RECORD);
            return new ServedVersions(
                    answer.backboneVersion(), answer.rerankerVersion(), answer.emittedTime());
        } catch (WireException e) {
            return null; // not ours
        }
    }
}
