package io.riffle.lab.kafka;

import io.riffle.lab.console.CommandException;
import io.riffle.schema.wire.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Reads what a topic holds now, committed records only, partition by partition in order.
 *
 * <p><b>Errors</b>: {@link CommandException} when the brokers refuse, or nothing comes of them for
 * {@link Standstill#LONGEST}.
 */
public final class TopicReader {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaAccess access;
    private final String topic;
    private final LongSupplier nanos;

    /** As below, where everybody is let in. */
    public TopicReader(String addresses, String topic) {
        this(KafkaAccess.open(addresses), topic);
    }

    /**
     * A topic as far as it reaches now.
     *
     * @param planned its name in {@link TopicPlan}
     */
    public TopicReader(KafkaAccess access, String planned) {
        this(access, planned, System::nanoTime);
    }

    /**
     * As above, by another clock.
     *
     * @param nanos a clock that only goes forward
     */
    TopicReader(KafkaAccess access, String planned, LongSupplier nanos) {
        this.access = access;
        this.topic = access.topic(planned);
        this.nanos = nanos;
    }

    /** Hands over every record from the oldest kept to the newest there was at the start. */
    public void forEach(Consumer<RawRecord> use) {
        var unused = forEach(Map.of(), use);
    }

    /**
     * As above, of each partition the newest records alone.
     *
     * @param each of a partition, about
     */
    public void newest(long each, Consumer<RawRecord> use) {
        Map<TopicPartition, Long> from = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaClients.consumer(access, true)) {
            consumer.endOffsets(partitions(consumer, topic))
                    .forEach((partition, end) -> from.put(partition, Math.max(0, end - each)));
        } catch (KafkaException e) {
            throw unreadable(e);
        }
        var unused = forEach(from, use);
    }

    /**
     * As above, from the given offsets on; where none is given, or what it named is gone, from the
     * oldest kept.
     *
     * @return the offsets after the last record handed over
     */
    public Map<TopicPartition, Long> forEach(
            Map<TopicPartition, Long> from, Consumer<RawRecord> use) {
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaClients.consumer(access, true)) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            for (TopicPartition partition : partitions) {
                long start = starts.getOrDefault(partition, 0L);
                long wanted = from.getOrDefault(partition, start);
                // A topic that was made anew ends before what was read of the old one.
                boolean there = wanted >= start && wanted <= ends.getOrDefault(partition, start);
                consumer.seek(partition, there ? wanted : start);
            }
            Standstill standstill = new Standstill(nanos);
            while (!reached(consumer, ends)) {
                if (standstill.lasts(positions(consumer, partitions))) {
                    throw silent();
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Long end = ends.get(new TopicPartition(topic, record.partition()));
                    if (end != null && record.offset() < end) {
                        use.accept(raw(record));
                    }
                }
            }
            return ends;
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    private CommandException unreadable(KafkaException e) {
        return new CommandException(
                "The topic ("
                        + topic
                        + ") of "
                        + access.addresses()
                        + " must be readable: "
                        + e.getMessage(),
                e);
    }

    private CommandException silent() {
        return new CommandException(
                "The topic ("
                        + topic
                        + ") of "
                        + access.addresses()
                        + " must be readable: no partition came further for "
                        + Standstill.LONGEST.toSeconds()
                        + " s.\nMaybe its brokers have gone away; read it again when they are"
                        + " back.");
    }

    /**
     * All partitions of a topic.
     *
     * @param topic its name in use
     */
    public static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** The record as the converters read it. */
    public static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            byte[] value = header.value();
            headers.add(Map.entry(header.key(), value == null ? new byte[0] : value));
        }
        return new RawRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers);
    }

    private static Map<TopicPartition, Long> positions(
            KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
