package io.riffle.job.io;

import io.riffle.schema.SizeLimits;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.wire.AskHeaders;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.Wire;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the Kafka records of one topic: key, value in the wire form, content type as a header. A
 * record has the time of its writing.
 *
 * <p>A record that is larger than the limit is dropped and counted ({@value #DROPPED}): a producer
 * would refuse it, and again after each restart.
 */
final class WireRecords<T> implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

    static final String DROPPED = "record.dropped";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(WireRecords.class);

    private final String topic;
    private final ContentType contentType;
    private final Key<T> key;
    private final Form<T> form;
    private final int limit;
    private final @Nullable Address<T> address;
    private transient @Nullable Wire<T> wire;
    private transient @Nullable Counter dropped;

    /** The key of a record's value; null for none. */
    interface Key<T> extends Serializable {
        byte @Nullable [] of(T value);
    }

    /** Where a value is waited for. */
    interface Address<T> extends Serializable {
        ReplyTo of(T value);
    }

    /** Creates the converter: converters themselves need not be serializable. */
    interface Form<T> extends Serializable {
        Wire<T> wire();
    }

    /**
     * Records of a topic.
     *
     * @param limit bytes of the largest record, Kafka's framing included
     */
    WireRecords(String topic, ContentType contentType, Key<T> key, Form<T> form, int limit) {
        this(topic, contentType, key, form, limit, null);
    }

    private WireRecords(
            String topic,
            ContentType contentType,
            Key<T> key,
            Form<T> form,
            int limit,
            @Nullable Address<T> address) {
        this.address = address;
        this.topic = topic;
        this.contentType = contentType;
        this.key = key;
        this.form = form;
        this.limit = limit;
    }

    /** The same, each with where it is waited for. */
    WireRecords<T> to(Address<T> address) {
        return new WireRecords<>(topic, contentType, key, form, limit, address);
    }

    @Override
    public void open(InitializationContext context, KafkaSinkContext sink) {
        dropped = context.getMetricGroup().counter(DROPPED);
    }

    /** Whose open transactions a restart looks for. */
    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(
                        DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
    }

    /** The record; null, which the writer passes over, for one that is too large. */
    @Override
    public @Nullable ProducerRecord<byte[], byte[]> serialize(
            T value, KafkaSinkContext context, @Nullable Long timestamp) {
        byte @Nullable [] keyBytes = key.of(value);
        byte[] bytes = wire().write(value, contentType);
        long size = SizeLimits.FRAMING + (long) bytes.length;
        size += keyBytes == null ? 0 : keyBytes.length;
        if (size > limit) {
            drop(size);
            return null;
        }
        List<Header> headers = new ArrayList<>(3);
        headers.add(
                new RecordHeader(
                        ContentType.HEADER, contentType.header().getBytes(StandardCharsets.UTF_8)));
        Integer partition = null;
        if (address != null) {
            ReplyTo to = address.of(value);
            AskHeaders.of(to).forEach(h -> headers.add(new RecordHeader(h.getKey(), h.getValue())));
            partition = known(to.partition(), context);
        }
        return new ProducerRecord<>(topic, partition, keyBytes, bytes, headers);
    }

    /** A producer would wait a minute for a partition that is none, and fail the job. */
    private @Nullable Integer known(int partition, KafkaSinkContext context) {
        for (int there : context.getPartitionsForTopic(topic)) {
            if (there == partition) {
                return partition;
            }
        }
        return null;
    }

    private void drop(long size) {
        Counter counter = dropped;
        if (counter == null) {
            throw new IllegalStateException("Records must be opened before they are written");
        }
        if (counter.getCount() == 0) {
            LOG.warn(
                    "The record ({} bytes) for topic {} must have at most {} bytes: it is dropped,"
                            + " and others like it are only counted, as {}.",
                    size,
                    topic,
                    limit,
                    DROPPED);
        }
        counter.inc();
    }

    private Wire<T> wire() {
        Wire<T> current = wire;
        if (current == null) {
            current = form.wire();
            wire = current;
        }
        return current;
    }
}
