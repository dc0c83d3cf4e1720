package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.tables.SourceTables;
import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.publish.Publication;
import io.riffle.training.publish.PublishCadence;
import io.riffle.training.testing.Alphabet;
import io.riffle.training.testing.Samples;
import io.riffle.training.testing.TestTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a trainer publishes of its backbone: versions, their sources, and what a gate refuses. */
class OnlinePublishingTest {
    @TempDir private Path folder;
    private final AtomicLong clock = new AtomicLong(1_000_000);

    @Test
    void versionsGrowFromSnapshotToDeltaToSnapshot() {
        try (OnlineTrainer trainer = trainer("a")) {
            feed(trainer, 0, 16);
            assertThat(trainer.publishDue()).hasSize(1);
            ModelStore store = trainer.models().store();
            assertThat(trainer.publishDue()).isEmpty();

            feed(trainer, 16, 32);
            clock.addAndGet(2_000);
            ModelUpdate delta = trainer.publishDue().get(0);
            feed(trainer, 32, 48);
            clock.addAndGet(10_000);
            ModelUpdate snapshot = trainer.publishDue().get(0);

            assertThat(delta.version()).isEqualTo(2);
            assertThat(delta.baseVersion()).isEqualTo(1);
            assertThat(delta.manifestSha256()).isEqualTo(store.sha256("backbone", 2));
            assertThat(snapshot.version()).isEqualTo(3);
            assertThat(snapshot.baseVersion()).isZero();
            LoadedModel first = store.get("backbone", 1);
            LoadedModel second = store.get("backbone", 2);
            assertThat(values(second, "layers.0.uv")).isEqualTo(values(first, "layers.0.uv"));
            assertThat(values(second, "item_embedding"))
                    .isNotEqualTo(values(first, "item_embedding"));
        }
    }

    @Test
    void versionThatWasWrittenButNeverAnnouncedIsNotUsedAgain() throws IOException {
        try (OnlineTrainer trainer = trainer("a")) {
            feed(trainer, 0, 16);
            byte[] saved = TestTrainer.saved(trainer);
            trainer.publishDue();
            TestTrainer.restore(trainer, saved);

            clock.addAndGet(20_000);
            assertThat(trainer.publishDue()).extracting(ModelUpdate::version).containsExactly(2L);
        }
    }

    @Test
    void modelThatRanksWorseThanTheBestOneIsNotPublished() {
        GateLimits strict = new GateLimits(3, -1, 1, 1e-5);
        try (OnlineTrainer trainer = trainer("a", strict)) {
            feed(trainer, 0, 64);
            // There is nothing yet that it could be worse than.
            assertThat(trainer.publishDue()).hasSize(1);
            feed(trainer, 64, 80);
            clock.addAndGet(10_000);

            assertServesWeightsOfTheFirst(trainer);
            assertThat(trainer.refused()).containsEntry(Publication.Gate.QUALITY, 1L);
        }
    }

    @Test
    void whatAThreadThatIsToldToEndWouldPublishIsNoRefusal() {
        GateLimits strict = new GateLimits(3, -1, 1, 1e-5);
        try (OnlineTrainer trainer = trainer("a", strict)) {
            feed(trainer, 0, 64);
            assertThat(trainer.publishDue()).hasSize(1);
            feed(trainer, 64, 80);
            clock.addAndGet(10_000);
            Thread.currentThread().interrupt();
            assertThat(trainer.publishDue()).isEmpty();
            assertThat(trainer.refused()).isEmpty();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void modelOfTenTimesTheNormIsNotPublished() {
        GateLimits strict = new GateLimits(1.0001, 1, 1, 1e-5);
        try (OnlineTrainer trainer = trainer("a", strict)) {
            feed(trainer, 0, 16);
            assertThat(trainer.publishDue()).hasSize(1);
            feed(trainer, 16, 80);
            clock.addAndGet(10_000);

            assertServesWeightsOfTheFirst(trainer);
            assertThat(trainer.refused()).containsEntry(Publication.Gate.NORM_DRIFT, 1L);
        }
    }

    @Test
    void whereARerankerServesTheBlendDoesNotTakeOver() {
        try (OnlineTrainer trainer = trainer("a", new GateLimits(3, 1, 1, 1e-5))) {
            for (int i = 0; i < 200; i++) {
                TrainingSample sample = Alphabet.sample(i);
                trainer.offer(Samples.as(sample.outcome(), Tier.FULL, sample), clock.get());
                if (trainer.waitMs() == 0) {
                    trainer.learn();
                }
            }
            assertThat(trainer.publishDue()).isEmpty();
            feed(trainer, 200, 400);
            assertThat(trainer.publishDue()).hasSize(1);
        }
    }

    @Test
    void countsOfRowsThatChangedHandsAreNotPublishedForTheItemsBefore() {
        GateLimits strict = new GateLimits(3, -1, 1, 1e-5);
        try (OnlineTrainer trainer =
                new TestTrainer(folder, clock).gates(strict).maxItems(10).in("a")) {
            feed(trainer, 0, 200);
            assertThat(trainer.publishDue()).hasSize(1);
            for (String listed : List.of("b", "c", "d", "e", "f", "g", "h", "i", "j", "new")) {
                trainer.describe(item(listed, "red"));
            }
            feed(trainer, 200, 216);
            clock.addAndGet(20_000);

            assertThat(trainer.publishDue()).isEmpty();
            assertThat(trainer.refused()).containsEntry(Publication.Gate.QUALITY, 1L);
            assertThat(trainer.models().backbone().items().row("a")).isZero();
        }
    }

    @Test
    void sourcesGoOutMoreOftenThanWeightsWhereSomethingWasClicked() {
        PublishCadence often = new PublishCadence(100_000, 50_000, 1_000, 50_000);
        try (OnlineTrainer trainer = new TestTrainer(folder, clock).cadence(often).in("a")) {
            feed(trainer, 0, 200);
            clock.addAndGet(100_000);
            assertThat(trainer.publishDue()).hasSize(1);
            feed(trainer, 200, 216);
            assertThat(trainer.publishDue()).isEmpty();
            clock.addAndGet(1_000);

            assertServesWeightsOfTheFirst(trainer);
            clock.addAndGet(1_000);
            assertThat(trainer.publishDue()).isEmpty();
            feed(trainer, 216, 232);
            clock.addAndGet(50_000);
            assertThat(trainer.publishDue()).hasSize(1);
            ModelStore store = trainer.models().store();
            assertThat(values(store.get("backbone", 3), "item_embedding"))
                    .isNotEqualTo(values(store.get("backbone", 2), "item_embedding"));
        }
    }

    @Test
    void withoutSourcesTheBackboneIsPublishedAlone() {
        try (OnlineTrainer trainer = new TestTrainer(folder, clock).blends(false).in("a")) {
            feed(trainer, 0, 64);
            assertThat(trainer.publishDue()).hasSize(1);
            assertThat(trainer.models().store().get("backbone", 1).sources())
                    .isNotNull()
                    .returns(false, SourceTables::blends);
        }
    }

    /** What clicks were counted is published all the same, beside the weights that serve. */
    private static void assertServesWeightsOfTheFirst(OnlineTrainer trainer) {
        List<ModelUpdate> updates = trainer.publishDue();
        assertThat(updates).hasSize(1);
        ModelStore store = trainer.models().store();
        LoadedModel first = store.get("backbone", 1);
        LoadedModel now = store.get("backbone", updates.get(0).version());
        assertThat(now.manifest().baseVersion()).isEqualTo(1);
        first.weights().forEach((name, values) -> assertThat(values(now, name)).isEqualTo(values));
        assertThat(clicks(now)).isGreaterThan(clicks(first));
    }

    private static int clicks(LoadedModel model) {
        int[] clicks = Objects.requireNonNull(model.sources()).whole().get("clicks");
        return Arrays.stream(Objects.requireNonNull(clicks)).sum();
    }

    private static float[] values(LoadedModel model, String name) {
        return Objects.requireNonNull(model.weights().get(name));
    }

    private static Item item(String id, String category) {
        return new Item(id, id, List.of(category), 0, Map.of());
    }

    private void feed(OnlineTrainer trainer, int from, int to) {
        Alphabet.feed(trainer, from, to, clock.get());
    }

    private OnlineTrainer trainer(String name) {
        return new TestTrainer(folder, clock).in(name);
    }

    private OnlineTrainer trainer(String name, GateLimits gates) {
        return new TestTrainer(folder, clock).gates(gates).in(name);
    }
}
