package io.riffle.job.io;

import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.Wire;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Makes the Kafka records of one topic: key, value in the wire form, content type as a header. */
final class WireRecords<T> implements KafkaRecordSerializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final ContentType contentType;
    private final Key<T> key;
    private final Form<T> form;
    private final boolean dated;
    private transient @Nullable Wire<T> wire;

    /** The key of a record's value; null for none. */
    interface Key<T> extends Serializable {
        byte @Nullable [] of(T value);
    }

    /** Creates the converter: converters themselves need not be serializable. */
    interface Form<T> extends Serializable {
        Wire<T> wire();
    }

    WireRecords(String topic, ContentType contentType, Key<T> key, Form<T> form) {
        this(topic, contentType, key, form, false);
    }

    /**
     * Records of a topic.
     *
     * @param dated whether a record keeps the timestamp of its value; else it gets the time of
     *     writing
     */
    WireRecords(String topic, ContentType contentType, Key<T> key, Form<T> form, boolean dated) {
        this.topic = topic;
        this.contentType = contentType;
        this.key = key;
        this.form = form;
        this.dated = dated;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            T value, KafkaSinkContext context, @Nullable Long timestamp) {
        Header header =
                new RecordHeader(
                        ContentType.HEADER, contentType.header().getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(
                topic,
                null,
                dated && timestamp != null && timestamp > 0 ? timestamp : null,
                key.of(value),
                wire().write(value, contentType),
                List.of(header));
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
