package io.riffle.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.RecommendationJob;
import io.riffle.job.options.KafkaOptions;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.kafka.KafkaClients;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.lab.kafka.TopicReader;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.DeadLetterWire;
import io.riffle.schema.wire.RecommendationWire;
import io.riffle.schema.wire.TrainingSampleWire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The job's sinks on a real broker that fails: what is exactly once has no gap and no repeat then
 * either, and every click is answered at least once.
 */
class LedgerFailureITCase {

    private static final int CLICKS = 30;

    private LabFolder folder;
    private EmbeddedKafka kafka;
    private EmbeddedFlink flink;
    private JobID job;

    @BeforeEach
    void start() {
        folder = new LabFolder();
        kafka = new EmbeddedKafka(folder.folder("kafka"), 0);
        try (Brokers brokers = Brokers.connect(kafka.addresses())) {
            brokers.create(TopicPlan.all(2), (short) 1);
        }
        Configuration settings = new Configuration();
        settings.set(KafkaOptions.BROKERS, kafka.addresses());
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        flink = new EmbeddedFlink(folder.folder("flink"), 1, 1, settings);
        StreamExecutionEnvironment environment = flink.environment();
        RecommendationJob.onKafka(flink.configuration()).define(environment);
        job = flink.submit(environment);
        flink.awaitRunning(job, EmbeddedFlink.PATIENCE_SECONDS);
    }

    @AfterEach
    void stop() {
        flink.cancel(job);
        flink.close();
        kafka.close();
        folder.close();
    }

    @Test
    void nothingIsLostOrDoubledWhenTheBrokerRestartsWhileItIsWritten() {
        send(0, CLICKS);
        Waits.until("some are committed", () -> read("dead-letters").size() > 2);
        kafka.close();
        kafka = new EmbeddedKafka(folder.folder("kafka"), kafka.port());
        send(CLICKS, 2 * CLICKS);

        assertEachOnce(2 * CLICKS);
    }

    @Test
    void nothingIsLostOrDoubledWhenASinkIsRefusedForAWhile() throws Exception {
        long clients = adminClients();
        send(0, CLICKS);
        Waits.until("some are committed", () -> read("dead-letters").size() > 2);
        limit("dead-letters", "100");
        send(CLICKS, 2 * CLICKS);
        Waits.until("the job restarts", () -> flink.restarts() > 0);
        limit("dead-letters", Integer.toString(TopicPlan.MAX_DEAD_LETTER_RECORD));

        assertEachOnce(2 * CLICKS);
        // Each would hold a thread, and the class loader of the job, for as long as the process is.
        Waits.until("the attempts before left no client", () -> adminClients() <= clients);
    }

    private static long adminClients() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kafka-admin-client-thread"))
                .count();
    }

    /** Even clicks are broken, odd ones are of one user whose clicks follow each other. */
    private void assertEachOnce(int clicks) {
        Waits.until(
                "all is committed",
                () ->
                        read("dead-letters").size() >= clicks / 2
                                && read("training-samples").size() >= clicks / 2 - 1
                                && answered().size() >= clicks / 2);
        DeadLetterWire letters = new DeadLetterWire();
        List<String> broken = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : read("dead-letters")) {
            DeadLetter letter =
                    letters.read(TopicReader.raw(record), TopicPlan.MAX_DEAD_LETTER_RECORD);
            broken.add(new String(letter.value(), StandardCharsets.UTF_8));
        }
        assertThat(broken)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, clicks / 2).mapToObj(i -> "broken " + 2 * i).toList());
        TrainingSampleWire samples = new TrainingSampleWire();
        List<String> requests = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : read("training-samples")) {
            requests.add(samples.read(TopicReader.raw(record), 1 << 20).recommendationId());
        }
        assertThat(requests).hasSize(clicks / 2 - 1).doesNotHaveDuplicates();
        assertThat(answered()).hasSize(clicks / 2).containsAll(requests);
    }

    private Set<String> answered() {
        RecommendationWire answers = new RecommendationWire();
        Set<String> ids = new LinkedHashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : read("recommendations")) {
            ids.add(answers.read(TopicReader.raw(record), 1 << 20).recommendationId());
        }
        return ids;
    }

    /** What is committed now. */
    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                KafkaClients.consumer(KafkaAccess.open(kafka.addresses()), true)) {
            var partitions = TopicReader.partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private void send(int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.addresses()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                String click =
                        String.format(
                                Locale.ROOT,
                                "{\"event_id\":\"e%d\",\"user_id\":\"ann\",\"item_id\":\"i%d\",\"event_time\":%d}",
                                i,
                                i,
                                1_700_000_000_000L + i * 1000L);
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(
                                "click-events",
                                utf8("ann"),
                                utf8(i % 2 == 0 ? "broken " + i : click));
                record.headers().add(ContentType.HEADER, utf8(ContentType.JSON.header()));
                var unused = producer.send(record);
            }
        }
    }

    private void limit(String topic, String bytes) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.addresses()))) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry("max.message.bytes", bytes),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
