package io.riffle.job.io;

import io.riffle.schema.wire.RawRecord;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The topics that the jobs read. A record is fetched as soon as it is there; what a broker serves
 * in one piece may be as large as the largest record allowed.
 */
public final class KafkaSources {

    private static final String LARGEST_FETCH = Integer.toString(8 << 20);

    private final KafkaSettings settings;

    /** Sources of the topics that the settings name. */
    public KafkaSources(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Clicks, from where the options say when there is no checkpoint. */
    public KafkaSource<RawRecord> clicks() {
        OffsetsInitializer start =
                switch (settings.start()) {
                    case COMMITTED -> committed();
                    case EARLIEST -> OffsetsInitializer.earliest();
                    case LATEST -> OffsetsInitializer.latest();
                };
        return source(settings.topics().clicks(), "clicks").setStartingOffsets(start).build();
    }

    /** The source that a job has one of, telling other jobs of the group that it runs. */
    public Source<RawRecord, ?, ?> leased(KafkaSource<RawRecord> source) {
        return new LeasedSource(source, settings, settings.topics().updates());
    }

    /** The catalogue, from the beginning: the topic is compacted. */
    public KafkaSource<RawRecord> catalogue() {
        return compacted(settings.topics().catalogue(), "catalogue");
    }

    /** The profiles, from the beginning: the topic is compacted. */
    public KafkaSource<RawRecord> profiles() {
        return compacted(settings.topics().profiles(), "profiles");
    }

    /**
     * Requests for slates that come from now on, whatever the group has read: whoever asked before
     * has stopped waiting. A restored state goes on from where it was.
     */
    public KafkaSource<RawRecord> requests() {
        return source(settings.topics().slateRequests(), "requests")
                .setStartingOffsets(OffsetsInitializer.latest())
                .build();
    }

    /** Questions why that come from now on. */
    public KafkaSource<RawRecord> explains() {
        return source(settings.topics().explainRequests(), "explains")
                .setStartingOffsets(OffsetsInitializer.latest())
                .build();
    }

    /** Committed merges of guests, from where the group left them. */
    public KafkaSource<RawRecord> merges() {
        return source(settings.topics().userMerges(), "merges")
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setStartingOffsets(committed())
                .build();
    }

    /** What guests did, from where the group left it. */
    public KafkaSource<RawRecord> guests() {
        return source(settings.topics().guestHistories(), "guests")
                .setStartingOffsets(committed())
                .build();
    }

    /** The rules of placements, from the beginning: the topic is compacted. */
    public KafkaSource<RawRecord> rules() {
        return compacted(settings.topics().placementRules(), "rules");
    }

    /** Committed requests to forget a user, from where the group left them. */
    public KafkaSource<RawRecord> forgets() {
        return source(settings.topics().forgetRequests(), "forgets")
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setStartingOffsets(committed())
                .build();
    }

    /** Announcements that are committed, from the beginning: the topic is compacted. */
    public KafkaSource<RawRecord> updates() {
        return compacted(settings.topics().updates(), "updates");
    }

    /** Committed samples, from the earliest when there is no checkpoint. */
    public KafkaSource<RawRecord> samples() {
        return source(settings.topics().samples(), "samples")
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setStartingOffsets(committed())
                .build();
    }

    @SuppressWarnings("deprecation") // the connector asks for this type and has no other call
    private static OffsetsInitializer committed() {
        return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    }

    private KafkaSource<RawRecord> compacted(String topic, String client) {
        return source(topic, client)
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .build();
    }

    private KafkaSourceBuilder<RawRecord> source(String topic, String client) {
        return KafkaSource.<RawRecord>builder()
                .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LARGEST_FETCH)
                .setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1")
                .setProperties(settings.clientProperties())
                .setBootstrapServers(settings.brokers())
                .setGroupId(settings.group())
                .setClientIdPrefix(settings.group() + "-" + client)
                .setTopics(topic)
                .setDeserializer(new RawRecords());
    }
}
