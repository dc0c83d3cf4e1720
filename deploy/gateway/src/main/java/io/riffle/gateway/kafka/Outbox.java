package io.riffle.gateway.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends records, in order per key, and makes nobody wait: what cannot go into the buffer is refused
 * at once.
 *
 * <p><b>State</b>: records in the producer's buffer; lost with the process, and then never
 * acknowledged.
 */
public final class Outbox implements AutoCloseable {

    private static final Duration WHILE_UNKNOWN = Duration.ofMillis(100);
    private static final Duration WHILE_KNOWN = Duration.ofSeconds(1);
    private static final Duration AT_CLOSE = Duration.ofSeconds(2);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Progress progress = new Progress(System::nanoTime);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean known;

    /**
     * Starts to look for the topics, as long as it is open.
     *
     * @param topics all that will be written to
     */
    public Outbox(Connection connection, List<String> topics) {
        producer = Clients.producer(connection);
        Thread looking = new Thread(() -> look(topics), "riffle-gateway-topics");
        looking.setDaemon(true);
        looking.start();
    }

    /**
     * Hands one record over.
     *
     * @return completes when the brokers have it, in a thread that must not be held; fails with
     *     {@link KafkaException} when they never will
     */
    public CompletableFuture<Void> send(
            String topic, byte[] key, byte[] value, List<Map.Entry<String, byte[]>> headers) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        for (Map.Entry<String, byte[]> header : headers) {
            record.headers().add(header.getKey(), header.getValue());
        }
        progress.sent();
        try {
            var unused = producer.send(record, (sent, e) -> done(stored, e));
        } catch (KafkaException | IllegalStateException e) {
            done(stored, e);
        }
        return stored;
    }

    /** Whether it is known where the topics are. */
    public boolean known() {
        return known;
    }

    /** Whether nothing that is sent now would be taken soon. */
    public boolean silent() {
        return !known || progress.silent();
    }

    @Override
    public void close() {
        closed.countDown();
        producer.close(AT_CLOSE);
    }

    private void done(CompletableFuture<Void> stored, @Nullable Exception e) {
        progress.done(e == null);
        if (e != null) {
            // Until the next look.
            known = false;
        }
        if (e == null) {
            stored.complete(null);
        } else {
            stored.completeExceptionally(e);
        }
    }

    /** After an outage a client begins with empty hands: it knows no topic for a while. */
    private void look(List<String> topics) {
        try {
            do {
                known = topics.stream().allMatch(this::found);
            } while (!closed.await(
                    known ? WHILE_KNOWN.toMillis() : WHILE_UNKNOWN.toMillis(),
                    TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks for it too, where it is not known yet. */
    private boolean found(String topic) {
        try {
            return !producer.partitionsFor(topic).isEmpty();
        } catch (KafkaException | IllegalStateException e) {
            return false;
        }
    }
}
