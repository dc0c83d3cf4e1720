package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.kafka.ModelTopic;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.RecommendationWire;
import io.riffle.training.pretraining.UntrainedBackbone;
import io.riffle.training.pretraining.UntrainedReranker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Announcing by hand, against a real broker and a real store. */
class ModelAnnounceITCase {

    private static final List<String> ITEMS = List.of("a", "b", "c");

    @TempDir private Path folder;
    private final Terminal terminal = new Terminal();
    private EmbeddedKafka kafka;
    private ModelStore store;

    @BeforeEach
    void start() {
        kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        try (Brokers brokers = Brokers.connect(kafka.addresses())) {
            brokers.create(TopicPlan.all(1), (short) 1);
        }
        store = ModelStore.local(folder.resolve("models"));
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void aVersionIsPublishedAndRolledBackAndWhatJobsWouldRefuseIsNeverAnnounced()
            throws IOException {
        assertThat(model("rollback")).isEqualTo(1);
        assertThat(terminal.err()).contains("must have been announced");
        UntrainedBackbone.publish(store, ITEMS, 1);
        UntrainedBackbone.publish(store, ITEMS, 2);
        assertThat(model("publish", "--number", "1")).as(terminal.err()).isZero();
        assertThat(announced("backbone").version()).isEqualTo(1);
        assertThat(model("publish", "--json")).as(terminal.err()).isZero();
        assertThat(terminal.out()).contains("\"version\":2").contains("\"rollback_of\":0");
        assertThat(announced("backbone").manifestSha256()).isEqualTo(store.sha256("backbone", 2));

        assertThat(model("publish", "--number", "1")).isEqualTo(1);
        assertThat(terminal.err()).contains("must be above the announced one (2)");
        refusesABrokenVersion();
        rollsBack();
        rollsBackFromWhatServes();
        refusesAStrangersReranker();
    }

    @Test
    void whatIsAnnouncedIsToldThoughTheStoreIsLost() {
        UntrainedBackbone.publish(store, ITEMS, 1);
        assertThat(model("publish")).as(terminal.err()).isZero();

        String lost = folder.resolve("empty").toString();
        List<String> words = List.of("model", "list", "--brokers", kafka.addresses(), lost);
        assertThat(terminal.run(words.toArray(String[]::new))).isEqualTo(1);

        assertThat(terminal.out()).contains("backbone       1  announced");
        assertThat(terminal.err()).contains("The store (" + lost + ") must hold a model");
    }

    @Test
    @Timeout(120)
    void aRollbackReturnsWhileClicksAreAnswered() {
        UntrainedBackbone.publish(store, ITEMS, 1);
        UntrainedBackbone.publish(store, ITEMS, 2);
        assertThat(model("publish")).as(terminal.err()).isZero();
        long now = announced("backbone").createdTime() + 1;
        AtomicBoolean over = new AtomicBoolean();
        try (RecordSender sender = new RecordSender(kafka.addresses())) {
            answer(sender, now);
            CompletableFuture<Void> clicks =
                    CompletableFuture.runAsync(
                            () -> {
                                while (!over.get()) {
                                    answer(sender, now);
                                }
                            });
            try {
                assertThat(model("rollback")).as(terminal.err()).isZero();
                assertThat(model("list")).as(terminal.err()).isZero();
            } finally {
                over.set(true);
                clicks.join();
            }
        }
        assertThat(terminal.out()).contains("served at");
        assertThat(announced("backbone").rollbackOf()).isEqualTo(2);
    }

    private void refusesABrokenVersion() throws IOException {
        long broken = UntrainedBackbone.publish(store, ITEMS, 3).version();
        Path weights = folder.resolve("models/backbone/" + broken).resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 3] ^= 1;
        Files.write(weights, bytes);
        assertThat(model("publish")).isEqualTo(1);
        assertThat(terminal.err()).contains("SHA-256").contains("must be the manifest's");
        assertThat(model("rollback", "--to", Long.toString(broken))).isEqualTo(1);
        assertThat(announced("backbone").version()).isEqualTo(2);
        assertThat(store.newest("backbone")).hasValue(broken);
    }

    private void rollsBack() {
        assertThat(model("rollback")).as(terminal.err()).isZero();
        ModelUpdate back = announced("backbone");
        assertThat(back.version()).isEqualTo(4);
        assertThat(back.rollbackOf()).isEqualTo(2);
        LoadedModel restored = store.get("backbone", 4);
        assertThat(restored.manifest().copyOf()).isEqualTo(1);
        assertThat(Objects.requireNonNull(restored.weights().get("item_embedding")))
                .isEqualTo(store.get("backbone", 1).weights().get("item_embedding"));
        assertThat(model("rollback")).isEqualTo(1);
        assertThat(terminal.err()).contains("must hold a backbone before version 1");
    }

    /** Jobs serve version 2: they have refused what was announced since. */
    private void rollsBackFromWhatServes() {
        try (RecordSender sender = new RecordSender(kafka.addresses())) {
            answer(sender, announced("backbone").createdTime() + 1);
        }

        assertThat(model("rollback", "--to", "2")).isEqualTo(1);
        assertThat(terminal.err()).contains("must not be the one in use");
        assertThat(model("rollback")).as(terminal.err()).isZero();
        assertThat(announced("backbone").rollbackOf()).isEqualTo(2);
        assertThat(store.manifest("backbone", announced("backbone").version()).copyOf())
                .isEqualTo(1);
    }

    /** As the job answers a click on version 2; returns when the broker has it. */
    private static void answer(RecordSender sender, long time) {
        Recommendation answer =
                new Recommendation(
                        "r",
                        "u",
                        "e",
                        List.of(),
                        time,
                        time,
                        time,
                        2,
                        0,
                        Tier.GENERATOR_ONLY,
                        "none",
                        List.of());
        sender.send(
                "recommendations",
                "u".getBytes(StandardCharsets.UTF_8),
                new RecommendationWire().write(answer, ContentType.PROTOBUF),
                RecordSender.headers(ContentType.PROTOBUF));
        sender.flush();
    }

    private void refusesAStrangersReranker() {
        ModelStore other = ModelStore.local(folder.resolve("other"));
        UntrainedBackbone.publish(other, List.of("x", "y"), 1);
        UntrainedReranker.publish(store, other.get("backbone", 1), 1);
        assertThat(model("publish", "--kind", "reranker")).isEqualTo(1);
        assertThat(terminal.err()).contains("The backbone fingerprint (");
        UntrainedReranker.publish(store, store.get("backbone", 1), 1);
        assertThat(model("publish", "--kind", "reranker")).as(terminal.err()).isZero();
        assertThat(announced("reranker").version()).isEqualTo(2);
    }

    private int model(String command, String... options) {
        List<String> words = new ArrayList<>(List.of("model", command));
        words.addAll(List.of("--brokers", kafka.addresses()));
        words.addAll(List.of("--store", folder.resolve("models").toString()));
        words.addAll(List.of(options));
        return terminal.run(words.toArray(String[]::new));
    }

    private ModelUpdate announced(String model) {
        return Objects.requireNonNull(
                new ModelTopic(KafkaAccess.open(kafka.addresses())).newest().get(model));
    }
}
