package io.riffle.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.job.options.KafkaOptions;
import io.riffle.job.options.OptionsException;
import io.riffle.job.options.StartOptions;
import io.riffle.lab.checkpoints.RunCheckpoints;
import io.riffle.lab.console.Console;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.lab.kafka.TopicReader;
import io.riffle.schema.Recommendation;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.RecommendationWire;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs against a broker that is not theirs: what they go on from, and what they are refused. */
class RunITCase {

    @TempDir private static Path folder;
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        try (Brokers brokers = Brokers.connect(kafka.addresses())) {
            brokers.create(TopicPlan.all(1), (short) 1);
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void aRunGoesOnWhereTheOneBeforeStoppedAndNoOtherMayRunBesideIt() {
        Running first = new Running(settings());
        first.await("the job runs");
        assertThat(first.said()).contains("begins without a state");
        send("e1", "u1", "a");
        assertThat(await("e1").items()).isEmpty();
        assertThatThrownBy(() -> LocalRun.recommend().run(settings(), silent()))
                .isInstanceOf(OptionsException.class)
                .hasMessageContaining("The group (run-it) of riffle.kafka.group must have no other")
                .hasMessageContaining("runs on 127.0.0.1 since 20");
        first.end();

        Running second = new Running(settings());
        second.await("the job runs");
        assertThat(second.said()).contains("goes on from ").contains("/chk-");
        send("e1", "u1", "a");
        send("e2", "u1", "b");
        await("e2");
        second.end();
        // Its event is in the history that the second run restored.
        assertThat(answers().keySet()).containsExactly("e1", "e2");
        forgettingIsRefusedUnlessItIsAskedFor();
    }

    private void forgettingIsRefusedUnlessItIsAskedFor() {
        Configuration elsewhere = settings();
        elsewhere.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("other").toUri().toString());
        assertThatThrownBy(() -> LocalRun.recommend().run(elsewhere, silent()))
                .isInstanceOf(OptionsException.class)
                .hasMessageContaining("must start from a state")
                .hasMessageContaining("--fresh");
        Configuration fresh = settings();
        fresh.set(StartOptions.FRESH, true);
        Running third = new Running(fresh);
        third.await("the job runs");
        assertThat(third.said()).contains("begins without a state, and leaves ");
        third.end();
        assertThat(fresh.contains(StateRecoveryOptions.SAVEPOINT_PATH)).isFalse();
    }

    private static Configuration settings() {
        Configuration settings = new Configuration();
        settings.set(KafkaOptions.BROKERS, kafka.addresses());
        settings.set(KafkaOptions.GROUP, "run-it");
        settings.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        settings.set(StartOptions.TEMPORARY_CHECKPOINTS, true);
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        return settings;
    }

    private static void send(String event, String user, String item) {
        try (RecordSender sender = new RecordSender(kafka.addresses())) {
            sender.send(
                    "click-events",
                    user.getBytes(StandardCharsets.UTF_8),
                    String.format(
                                    Locale.ROOT,
                                    "{\"event_id\":\"%s\",\"user_id\":\"%s\",\"item_id\":\"%s\",\"event_time\":1700000000000}",
                                    event,
                                    user,
                                    item)
                            .getBytes(StandardCharsets.UTF_8),
                    RecordSender.headers(ContentType.JSON));
            sender.flush();
        }
    }

    private static Recommendation await(String event) {
        Waits.until(() -> answers().containsKey(event));
        return java.util.Objects.requireNonNull(answers().get(event));
    }

    /** By the event that each answers. */
    private static Map<String, Recommendation> answers() {
        Map<String, Recommendation> answers = new TreeMap<>();
        RecommendationWire wire = new RecommendationWire();
        new TopicReader(kafka.addresses(), "recommendations")
                .forEach(
                        record -> {
                            Recommendation answer = wire.read(record, 1 << 20);
                            answers.put(answer.triggerEventId(), answer);
                        });
        return answers;
    }

    private static Console silent() {
        return new Console(
                new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false);
    }

    /** A run on a thread of its own. */
    private static final class Running {

        private final StringWriter err = new StringWriter();
        private final Interrupt interrupt = new Interrupt();
        private final CompletableFuture<Void> run;

        Running(Configuration settings) {
            Console console =
                    new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), false);
            run =
                    CompletableFuture.runAsync(
                            () -> LocalRun.recommend().run(settings, console, interrupt),
                            Executors.newSingleThreadExecutor());
        }

        String said() {
            return err.toString();
        }

        void await(String words) {
            Waits.until(() -> run.isDone() || said().contains(words));
            if (run.isDone()) {
                run.join();
            }
        }

        void end() {
            interrupt.request();
            run.join();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws java.io.IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(
                        () ->
                                RunCheckpoints.of(file.toUri().toString(), "recommend", "g", "c")
                                        .prepare())
                .hasMessageContaining("must be writable");
        assertThat(List.of(folder.toFile().list())).contains("file");
    }
}
