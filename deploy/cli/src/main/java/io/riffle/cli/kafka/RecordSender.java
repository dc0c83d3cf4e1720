package io.riffle.cli.kafka;

import io.riffle.cli.console.CommandException;
import io.riffle.schema.wire.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records, in order per key. The Kafka timestamp of a record is the wall clock.
 *
 * <p><b>Errors</b>: a record that the broker did not take fails the next call, with {@link
 * CommandException}.
 */
public final class RecordSender implements AutoCloseable {

    private static final List<Map.Entry<String, byte[]>> PROTOBUF = List.of();
    private static final List<Map.Entry<String, byte[]>> JSON =
            List.of(
                    Map.entry(
                            ContentType.HEADER,
                            ContentType.JSON.header().getBytes(StandardCharsets.UTF_8)));

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    public RecordSender(String brokers) {
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers", brokers,
                                "acks", "all",
                                // A click waits for nobody: what is ready goes out.
                                "linger.ms", 0,
                                // A topic just created may refuse its first batch and take its
                                // second, after which no retry of the first is ever in sequence.
                                "max.in.flight.requests.per.connection", 1,
                                "max.request.size", TopicPlan.MAX_CLICK_RECORD,
                                // An unreachable broker is an error soon; one that is only slow,
                                // on a busy machine, is not.
                                "max.block.ms", 20_000,
                                "request.timeout.ms", 30_000,
                                "delivery.timeout.ms", 120_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** The headers that name a content type; none for the one that is meant without any. */
    public static List<Map.Entry<String, byte[]>> headers(ContentType type) {
        return type == ContentType.JSON ? JSON : PROTOBUF;
    }

    /** Hands one record to the producer; returns before the broker has it. */
    public void send(
            String topic,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<Map.Entry<String, byte[]>> headers) {
        throwFailure();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        for (Map.Entry<String, byte[]> header : headers) {
            record.headers().add(header.getKey(), header.getValue());
        }
        try {
            var unused = producer.send(record, (sent, e) -> failure.compareAndSet(null, e));
        } catch (KafkaException e) {
            throw refused(e);
        }
    }

    /** Waits until the brokers have every record sent. */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void throwFailure() {
        Exception e = failure.get();
        if (e != null) {
            throw refused(e);
        }
    }

    private static CommandException refused(Exception e) {
        return new CommandException(
                "The records sent must all be taken by the brokers: " + e.getMessage(), e);
    }
}
