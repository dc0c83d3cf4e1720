package io.riffle.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.RecommendationJob;
import io.riffle.job.options.KafkaOptions;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.lab.kafka.TopicReader;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.RecommendationWire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker is gone until checkpoints have failed: nobody restarts, nothing is lost. */
class OutageITCase {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int CLICKS = 40;

    @TempDir private Path folder;

    @Test
    void jobAndSenderOutliveABrokerThatIsGoneForAWhile() {
        EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        int port = kafka.port();
        String addresses = kafka.addresses();
        try (Brokers brokers = Brokers.connect(addresses)) {
            brokers.create(TopicPlan.all(1), (short) 1);
        }
        try (EmbeddedFlink flink =
                new EmbeddedFlink(folder.resolve("flink"), 1, 1, settings(addresses))) {
            JobID job = submit(flink);
            try (RecordSender sender =
                    RecordSender.patient(KafkaAccess.open(addresses), PATIENCE)) {
                send(sender, 0);
                Waits.until(() -> answered(addresses).size() == CLICKS);
                kafka.close();
                CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(sender, 1));
                double before = failedCheckpoints(flink);
                Waits.until(() -> failedCheckpoints(flink) >= before + 2);
                kafka = new EmbeddedKafka(folder.resolve("kafka"), port);
                sent.join();
                assertThat(sender.delivered()).isEqualTo(2 * CLICKS);
                Waits.until(() -> answered(addresses).size() == 2 * CLICKS);
            }
            assertThat(flink.restarts()).isZero();
            flink.failIfEnded(job);
            assertThat(answered(addresses)).doesNotHaveDuplicates();
            flink.cancel(job);
        } finally {
            kafka.close();
        }
    }

    private static JobID submit(EmbeddedFlink flink) {
        StreamExecutionEnvironment environment = flink.environment();
        RecommendationJob.onKafka(flink.configuration()).define(environment);
        JobID job = flink.submit(environment);
        flink.awaitRunning(job, (int) PATIENCE.toSeconds());
        return job;
    }

    private static Configuration settings(String addresses) {
        Configuration settings = new Configuration();
        settings.set(KafkaOptions.BROKERS, addresses);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        // A checkpoint waits for the broker to take what is on its way.
        settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofSeconds(3));
        return settings;
    }

    private static double failedCheckpoints(EmbeddedFlink flink) {
        return flink.metrics().gauge("numberOfFailedCheckpoints");
    }

    private static void send(RecordSender sender, int round) {
        for (int i = round * CLICKS; i < (round + 1) * CLICKS; i++) {
            String user = "u" + i % 3;
            sender.send(
                    "click-events",
                    user.getBytes(StandardCharsets.UTF_8),
                    String.format(
                                    Locale.ROOT,
                                    "{\"event_id\":\"e%d\",\"user_id\":\"%s\",\"item_id\":\"i%d\",\"event_time\":17000000%05d}",
                                    i,
                                    user,
                                    i % 7,
                                    i)
                            .getBytes(StandardCharsets.UTF_8),
                    RecordSender.headers(ContentType.JSON));
        }
        sender.flush();
    }

    private static List<String> answered(String addresses) {
        List<String> events = new ArrayList<>();
        RecommendationWire wire = new RecommendationWire();
        new TopicReader(addresses, "recommendations")
                .forEach(record -> events.add(wire.read(record, 1 << 20).triggerEventId()));
        return events;
    }
}
