package io.riffle.lab.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.io.CatalogueEnds;
import io.riffle.job.io.KafkaSettings;
import io.riffle.job.options.KafkaOptions;
import io.riffle.job.options.OptionReader;
import io.riffle.lab.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueEndsITCase {

    private static final String TOPIC = "item-catalog";

    @TempDir private static Path folder;
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = new EmbeddedKafka(folder, 0);
        try (Brokers brokers = Brokers.connect(kafka.addresses())) {
            brokers.create(List.of(new TopicPlan(TOPIC, 5, Map.of())), (short) 1);
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    /**
     * Partition 0 ends with a record, 1 with the marker of a transaction, 2 with records that were
     * not committed, 3 holds only such, 4 nothing.
     */
    @Test
    void theNewestRecordThatAReaderGetsToSeeIsFound() throws Exception {
        try (KafkaProducer<byte[], byte[]> plain = producer(null)) {
            send(plain, 0, 3);
            send(plain, 2, 1);
        }
        try (KafkaProducer<byte[], byte[]> atOnce = producer("at-once")) {
            atOnce.initTransactions();
            atOnce.beginTransaction();
            send(atOnce, 1, 2);
            atOnce.commitTransaction();
            atOnce.beginTransaction();
            send(atOnce, 2, 150);
            send(atOnce, 3, 2);
            atOnce.abortTransaction();
        }

        assertThat(CatalogueEnds.of(settings())).isEqualTo(Map.of(0, 2L, 1, 1L, 2, 0L));
    }

    private static KafkaSettings settings() {
        Configuration configuration = new Configuration();
        configuration.set(KafkaOptions.BROKERS, kafka.addresses());
        return KafkaOptions.read(new OptionReader(configuration));
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int partition, int records)
            throws ExecutionException, InterruptedException {
        byte[] some = "x".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>(TOPIC, partition, some, some)).get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(@Nullable String transactions) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.addresses());
        if (transactions != null) {
            properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactions);
        }
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
