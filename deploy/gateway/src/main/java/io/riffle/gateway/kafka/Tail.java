package io.riffle.gateway.kafka;

import io.riffle.schema.wire.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics in a thread of its own, without a group, until closed; begins anew after whatever
 * the brokers refuse, and finds partitions that are added.
 */
public final class Tail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Connection connection;
    private final List<Source> sources;
    private final Duration linger;
    private final Consumer<RawRecord> use;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<?, ?> reader;
    private volatile String problem = "The brokers must be reached first.";

    /**
     * Starts to read.
     *
     * @param linger how long a record may wait at the brokers for company
     * @param use called with each record, in the reader's thread; what it throws is logged and the
     *     record left
     */
    public Tail(
            String name,
            Connection connection,
            List<Source> sources,
            Duration linger,
            Consumer<RawRecord> use) {
        this.connection = connection;
        this.sources = List.copyOf(sources);
        this.linger = linger;
        this.use = use;
        thread = new Thread(this::run, "riffle-gateway-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Why nothing is read; empty while it is. */
    public String problem() {
        return problem;
    }

    @Override
    public void close() {
        closed.countDown();
        KafkaConsumer<?, ?> waits = reader;
        if (waits != null) {
            waits.wakeup();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                readUntilFailure();
            } while (!closed.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readUntilFailure() {
        try (KafkaConsumer<byte[], byte[]> consumer = Clients.consumer(connection, linger)) {
            reader = consumer;
            List<TopicPartition> assigned = new ArrayList<>();
            while (closed.getCount() > 0) {
                look(consumer, assigned);
                problem = "";
                long until = System.nanoTime() + BETWEEN_LOOKS.toNanos();
                while (closed.getCount() > 0 && System.nanoTime() < until) {
                    handOver(consumer.poll(POLL));
                }
            }
        } catch (WakeupException e) {
            LOG.debug("woken", e);
        } catch (KafkaException | IllegalStateException e) {
            String told = String.valueOf(e.getMessage());
            if (!told.equals(problem)) {
                LOG.warn("The topics {} must be readable: {}", topics(), told);
            }
            problem = told;
        }
    }

    private String topics() {
        return String.join(", ", sources.stream().map(Source::topic).toList());
    }

    /** Assigns what is not assigned yet, each at its place. */
    private void look(KafkaConsumer<?, ?> consumer, List<TopicPartition> assigned) {
        List<TopicPartition> fromStart = new ArrayList<>();
        List<TopicPartition> fromEnd = new ArrayList<>();
        boolean first = assigned.isEmpty();
        for (Source source : sources) {
            for (TopicPartition partition : partitions(consumer, source)) {
                if (!assigned.contains(partition)) {
                    // What was added since has nothing in it that somebody knows already.
                    (source.fromStart() || !first ? fromStart : fromEnd).add(partition);
                    assigned.add(partition);
                }
            }
        }
        if (fromStart.isEmpty() && fromEnd.isEmpty()) {
            return;
        }
        consumer.assign(assigned);
        // None would mean all.
        if (!fromStart.isEmpty()) {
            consumer.seekToBeginning(fromStart);
        }
        if (!fromEnd.isEmpty()) {
            consumer.seekToEnd(fromEnd);
        }
        // Places are found now, not with the first record: somebody is about to ask.
        fromStart.forEach(consumer::position);
        fromEnd.forEach(consumer::position);
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Source source) {
        String topic = source.topic();
        int count = consumer.partitionsFor(topic).size();
        if (count == 0) {
            throw new IllegalStateException(
                    "The topic (" + topic + ") of the brokers must exist.\nMaybe make it first.");
        }
        if (source.choice() != null) {
            return List.of(new TopicPartition(topic, source.choice().applyAsInt(count)));
        }
        List<TopicPartition> all = new ArrayList<>(count);
        for (int partition = 0; partition < count; partition++) {
            all.add(new TopicPartition(topic, partition));
        }
        return all;
    }

    /** In order of time: a click of one topic comes before its answer of another. */
    private void handOver(ConsumerRecords<byte[], byte[]> records) {
        List<ConsumerRecord<byte[], byte[]>> ordered = new ArrayList<>(records.count());
        records.forEach(ordered::add);
        ordered.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
        ordered.forEach(this::handOver);
    }

    private void handOver(ConsumerRecord<byte[], byte[]> record) {
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            byte[] value = header.value();
            headers.add(Map.entry(header.key(), value == null ? new byte[0] : value));
        }
        try {
            use.accept(
                    new RawRecord(
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            record.timestamp(),
                            record.key(),
                            record.value(),
                            headers));
        } catch (RuntimeException e) {
            LOG.debug("Left {} {}@{}", record.topic(), record.offset(), record.partition(), e);
        }
    }
}
