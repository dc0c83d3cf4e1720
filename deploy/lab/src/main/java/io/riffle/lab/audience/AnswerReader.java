package io.riffle.lab.audience;

import io.riffle.lab.console.CommandException;
import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.kafka.KafkaClients;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.lab.kafka.TopicReader;
import io.riffle.schema.wire.DeadLetterWire;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.RecommendationWire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads every recommendation and dead letter from the beginning, on a thread of its own, into a
 * {@link Tally}. Dead letters are read before their transaction commits, so that the sender need
 * not wait for a checkpoint; one that is written again after a restart is recognised by its offset.
 */
public final class AnswerReader implements AutoCloseable {

    /** The reader does not time anything: let it take little CPU from those that are timed. */
    private static final Map<String, Object> IN_LARGE_PIECES =
            Map.of("fetch.min.bytes", 16 << 10, "fetch.max.wait.ms", 25);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private volatile Tally tally;
    private final RecommendationWire recommendations = new RecommendationWire();
    private final DeadLetterWire deadLetters = new DeadLetterWire();
    private final Thread thread = new Thread(this::read, "answers");
    private volatile @Nullable RuntimeException failure;

    /** Reads what comes to a broker into a tally. */
    public AnswerReader(String brokers, Tally tally) {
        this.tally = tally;
        consumer = KafkaClients.consumer(KafkaAccess.open(brokers), false, IN_LARGE_PIECES);
        List<TopicPartition> partitions = new ArrayList<>();
        partitions.addAll(TopicReader.partitions(consumer, "recommendations"));
        partitions.addAll(TopicReader.partitions(consumer, "dead-letters"));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.setDaemon(true);
        thread.start();
    }

    /** From here on answers go into another tally; every record of the old one must be answered. */
    public void into(Tally next) {
        tally = next;
    }

    /** Fails when reading ended before its time. */
    public void failIfEnded() {
        RuntimeException e = failure;
        if (e != null) {
            throw new CommandException("The answers must be readable: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    take(TopicReader.raw(record));
                }
            }
        } catch (WakeupException e) {
            // close() asked for it.
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void take(RawRecord record) {
        if (record.topic().equals("recommendations")) {
            tally.recommended(recommendations.read(record, TopicPlan.MAX_DEAD_LETTER_RECORD));
        } else {
            tally.rejected(deadLetters.read(record, TopicPlan.MAX_DEAD_LETTER_RECORD));
        }
    }
}
