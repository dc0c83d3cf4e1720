package io.riffle.lab.kafka;

import io.riffle.lab.console.CommandException;
import io.riffle.schema.wire.ContentType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
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

    private final KafkaAccess access;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final AtomicLong firstLost = new AtomicLong(Long.MAX_VALUE);
    private long handed;

    /** As below, where everybody is let in. */
    public RecordSender(String addresses) {
        this(KafkaAccess.open(addresses));
    }

    /** A sender that fails soon when the brokers do not take its records. */
    public RecordSender(KafkaAccess access) {
        // One that is only slow, on a busy machine, is given time.
        this(access, Duration.ofSeconds(20), Duration.ofMinutes(2));
    }

    /** A sender that waits out brokers that are gone for a while. */
    public static RecordSender patient(KafkaAccess access, Duration outage) {
        return new RecordSender(access, outage, outage);
    }

    private RecordSender(KafkaAccess access, Duration block, Duration delivery) {
        this.access = access;
        this.producer = KafkaClients.producer(access, block, delivery);
    }

    /** The headers that name a content type; none for the one that is meant without any. */
    public static List<Map.Entry<String, byte[]>> headers(ContentType type) {
        return type == ContentType.JSON ? JSON : PROTOBUF;
    }

    /**
     * Hands one record to the producer; returns before the broker has it.
     *
     * @param planned the topic's name in {@link TopicPlan}
     */
    public void send(
            String planned,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<Map.Entry<String, byte[]>> headers) {
        throwFailure();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(access.topic(planned), key, value);
        for (Map.Entry<String, byte[]> header : headers) {
            record.headers().add(header.getKey(), header.getValue());
        }
        try {
            long number = handed++;
            var unused =
                    producer.send(
                            record,
                            (sent, e) -> {
                                if (e != null) {
                                    firstLost.accumulateAndGet(number, Math::min);
                                    failure.compareAndSet(null, e);
                                }
                            });
        } catch (KafkaException e) {
            firstLost.accumulateAndGet(handed - 1, Math::min);
            throw refused(e);
        }
    }

    /**
     * How many records, from the first one on, the brokers have without a gap; waits until it is
     * known of all.
     */
    public long delivered() {
        producer.flush();
        return Math.min(handed, firstLost.get());
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
                "The records sent must all be taken by the brokers: "
                        + String.valueOf(e.getMessage()).replaceFirst("\\.$", "")
                        + ".",
                e);
    }
}
