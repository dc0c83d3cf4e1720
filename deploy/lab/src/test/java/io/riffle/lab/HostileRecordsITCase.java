package io.riffle.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.options.TopicOptions;
import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.kafka.KafkaClients;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.lab.kafka.TopicReader;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.DeadLetterWire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Records that a broker takes and that are larger than anything the jobs may write: compressed ones
 * that unpack to many MiB, and the largest uncompressed ones. The letters are JSON, which is
 * longer.
 */
class HostileRecordsITCase {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final byte[] JSON = utf8(ContentType.JSON.header());
    private static final int GOOD = 6;

    private static LabFolder folder;
    private static Lab lab;

    @BeforeAll
    static void start() {
        Configuration settings = new Configuration();
        settings.set(TopicOptions.DEAD_LETTERS_CONTENT_TYPE, ContentType.JSON);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        folder = new LabFolder();
        lab = Lab.start(folder, 0, 1, settings, List.of(), List.of());
    }

    @AfterAll
    static void stop() {
        lab.close();
        folder.close();
    }

    @Test
    void eachIsOneDeadLetterAndTheJobGoesOn() {
        try (KafkaProducer<byte[], byte[]> gzip = producer("gzip");
                KafkaProducer<byte[], byte[]> plain = producer("none")) {
            for (String topic : List.of("item-catalog", "user-profiles", "model-updates")) {
                send(gzip, topic, utf8("k"), new byte[6 << 20], Map.of());
            }
            send(gzip, "click-events", utf8("k"), new byte[12 << 20], Map.of());
            send(gzip, "click-events", new byte[3 << 20], utf8("{"), Map.of());
            send(
                    gzip,
                    "click-events",
                    utf8("k"),
                    utf8("{"),
                    Map.of("trace", new byte[2 << 20], "content-type", JSON));
            send(plain, "click-events", utf8("rich"), click("c", 4 << 20), json());
            send(plain, "user-profiles", utf8("rich"), profile(1_036_000), json());
            plain.flush();
            gzip.flush();
            for (int i = 0; i < GOOD; i++) {
                send(plain, "click-events", utf8("rich"), click("e" + i, 0), json());
            }
        }
        List<DeadLetter> letters = read("dead-letters", 8).stream().map(this::letter).toList();
        assertThat(letters)
                .extracting(letter -> letter.topic() + "/" + letter.reason())
                .containsExactlyInAnyOrder(
                        "item-catalog/" + Reason.TOO_LARGE,
                        "user-profiles/" + Reason.TOO_LARGE,
                        "user-profiles/" + Reason.TOO_LARGE,
                        "model-updates/" + Reason.TOO_LARGE,
                        "click-events/" + Reason.TOO_LARGE,
                        "click-events/" + Reason.TOO_LARGE,
                        "click-events/" + Reason.UNPARSEABLE,
                        "click-events/" + Reason.UNPARSEABLE);
        assertThat(read("recommendations", GOOD)).hasSize(GOOD);
        assertThat(read("training-samples", GOOD - 1)).hasSize(GOOD - 1);
        assertThat(lab.restarts()).isZero();
    }

    private DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetterWire().read(TopicReader.raw(record), TopicPlan.MAX_DEAD_LETTER_RECORD);
    }

    /** Waits for so many committed records of a topic; returns those that are there then. */
    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer =
                KafkaClients.consumer(KafkaAccess.open(lab.brokers()), true)) {
            var partitions = TopicReader.partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (records.size() < count && System.nanoTime() < end && lab.restarts() == 0) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            byte @Nullable [] key,
            byte[] value,
            Map<String, byte[]> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, header) -> record.headers().add(name, header));
        var unused = producer.send(record);
    }

    private static KafkaProducer<byte[], byte[]> producer(String compression) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        lab.brokers(),
                        "compression.type",
                        compression,
                        "max.request.size",
                        64 << 20,
                        "buffer.memory",
                        128 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static Map<String, byte[]> json() {
        return Map.of(ContentType.HEADER, JSON);
    }

    private static byte[] click(String event, int context) {
        return utf8(
                String.format(
                        Locale.ROOT,
                        "{\"event_id\":\"%s\",\"user_id\":\"rich\",\"item_id\":\"i1\",\"event_time\":1700000000000,\"context\":{\"c\":\"%s\"}}",
                        event,
                        "x".repeat(Math.max(0, context - 200))));
    }

    private static byte[] profile(int bytes) {
        String attributes =
                String.join(
                        ",",
                        IntStream.range(0, bytes / 1000)
                                .mapToObj(
                                        i ->
                                                String.format(
                                                        Locale.ROOT,
                                                        "\"a%05d\":\"%s\"",
                                                        i,
                                                        "y".repeat(988)))
                                .toList());
        return utf8("{\"user_id\":\"rich\",\"attributes\":{" + attributes + "}}");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
