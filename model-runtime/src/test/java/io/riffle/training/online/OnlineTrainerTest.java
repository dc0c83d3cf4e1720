package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.TrainingSample;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.publish.Publication;
import io.riffle.training.testing.Samples;
import io.riffle.training.testing.TestTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlineTrainerTest {
    @TempDir private Path folder;
    private final AtomicLong clock = new AtomicLong(1_000_000);

    @Test
    void restoredTrainerContinuesExactly() throws IOException {
        try (OnlineTrainer uninterrupted = trainer("a")) {
            feed(uninterrupted, 0, 37);
            byte[] saved = TestTrainer.saved(uninterrupted);
            feed(uninterrupted, 37, 80);
            try (OnlineTrainer restored = trainer("b")) {
                TestTrainer.restore(restored, saved);
                feed(restored, 37, 80);

                assertThat(restored.progress()).isEqualTo(uninterrupted.progress());
                assertThat(TestTrainer.saved(restored)).isEqualTo(TestTrainer.saved(uninterrupted));
            }
        }
    }

    @Test
    void repeatedSamplesAreCountedAndNotLearned() {
        try (OnlineTrainer trainer = trainer("a")) {
            feed(trainer, 0, 16);
            long steps = trainer.progress().steps();
            feed(trainer, 0, 16);

            assertThat(trainer.progress().learned()).isEqualTo(16);
            assertThat(trainer.progress().repeated()).isEqualTo(16);
            assertThat(trainer.progress().steps()).isEqualTo(steps);
        }
    }

    @Test
    void batchIsReadyWhenItIsFullOrOld() {
        try (OnlineTrainer trainer = trainer("a")) {
            assertThat(trainer.waitMs()).isEqualTo(Long.MAX_VALUE);
            trainer.offer(sample(0), 0);
            assertThat(trainer.waitMs()).isEqualTo(1000);
            clock.addAndGet(400);
            assertThat(trainer.waitMs()).isEqualTo(600);
            for (int i = 1; i < 8; i++) {
                trainer.offer(sample(i), 0);
            }
            assertThat(trainer.waitMs()).isZero();
        }
    }

    @Test
    void learningLowersTheLossAndRaisesTheRank() {
        try (OnlineTrainer trainer = trainer("a")) {
            feed(trainer, 0, 16);
            double before = trainer.progress().loss();
            feed(trainer, 16, 400);

            assertThat(trainer.progress().loss()).isLessThan(before / 2);
        }
    }

    @Test
    void samplesOfALongBacklogAreLeftOut() {
        try (OnlineTrainer trainer = trainer("a")) {
            for (int i = 0; i < 100; i++) {
                trainer.offer(sample(i), clock.get() - 100_000);
            }

            assertThat(trainer.progress().mode()).isEqualTo(BacklogPolicy.Mode.SAMPLED);
            assertThat(trainer.progress().skipped() + trainer.progress().waiting()).isEqualTo(100);
            assertThat(trainer.progress().waiting()).isLessThan(10);
        }
    }

    @Test
    void lagStaysBoundedWhateverTheRate() {
        BacklogPolicy backlog = new BacklogPolicy(1_000, 2_000);
        long msPerBatch = 80;
        try (OnlineTrainer trainer = new TestTrainer(folder, clock).backlog(backlog).in("a")) {
            // 8 samples take 80 ms, 4 of them arrive in 8 ms: five times too many.
            long start = clock.get();
            long longest = 0;
            int sampled = 0;
            for (int i = 0; i < 10_000; i++) {
                long received = start + 2L * i;
                clock.accumulateAndGet(received, Math::max);
                trainer.offer(sample(i), received);
                longest = Math.max(longest, trainer.progress().lagMs());
                sampled += trainer.progress().mode() == BacklogPolicy.Mode.SAMPLED ? 1 : 0;
                if (trainer.waitMs() == 0) {
                    trainer.learn();
                    clock.addAndGet(msPerBatch);
                }
            }

            // Kept: (2 s / lag)^2 of 500 a second; learned: 100 a second. They meet at 4.5 s.
            assertThat(longest).isBetween(3_000L, 6_500L);
            assertThat(trainer.progress().waiting()).isLessThanOrEqualTo(64);
            assertThat(sampled).isPositive();
            assertThat(trainer.progress().skipped()).isPositive();
            assertThat(
                            trainer.progress().learned()
                                    + trainer.progress().skipped()
                                    + trainer.progress().waiting())
                    .isEqualTo(10_000);
        }
    }

    @Test
    void versionsGrowFromSnapshotToDeltaToSnapshot() {
        try (OnlineTrainer trainer = trainer("a")) {
            feed(trainer, 0, 16);
            assertThat(trainer.publishDue()).hasSize(1);
            ModelStore store = trainer.store();
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
    void newItemStartsAtTheMeanOfItsCategory() {
        try (OnlineTrainer trainer = trainer("a")) {
            trainer.describe(item("a", "red"));
            trainer.describe(item("b", "red"));
            feed(trainer, 0, 64);
            trainer.describe(item("z", "red"));
            trainer.publishDue();

            LoadedModel model = trainer.store().get("backbone", 1);
            float[] a = row(model, "a");
            float[] b = row(model, "b");
            float[] z = row(model, "z");
            for (int i = 0; i < z.length; i++) {
                assertThat(z[i]).isCloseTo((a[i] + b[i]) / 2, within(1e-6f));
            }
        }
    }

    @Test
    void newItemWithoutACategoryStartsAtTheMeanOfTheCatalogue() {
        try (OnlineTrainer trainer = trainer("a")) {
            feed(trainer, 0, 64);
            trainer.describe(new Item("z", "z", List.of(), 0, Map.of()));
            trainer.publishDue();

            LoadedModel model = trainer.store().get("backbone", 1);
            int known = model.vocabulary().rows() - 2;
            float[] table = values(model, "item_embedding");
            float[] z = row(model, "z");
            for (int i = 0; i < z.length; i++) {
                double sum = 0;
                for (int row = 1; row <= known; row++) {
                    sum += table[row * z.length + i];
                }
                assertThat(z[i]).isCloseTo((float) (sum / known), within(1e-6f));
            }
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

    /** What clicks were counted is published all the same, beside the weights that serve. */
    private static void assertServesWeightsOfTheFirst(OnlineTrainer trainer) {
        List<ModelUpdate> updates = trainer.publishDue();
        assertThat(updates).hasSize(1);
        LoadedModel first = trainer.store().get("backbone", 1);
        LoadedModel now = trainer.store().get("backbone", updates.get(0).version());
        assertThat(now.manifest().baseVersion()).isEqualTo(1);
        first.weights().forEach((name, values) -> assertThat(values(now, name)).isEqualTo(values));
        assertThat(clicks(now)).isGreaterThan(clicks(first));
    }

    private static int clicks(LoadedModel model) {
        int[] clicks = Objects.requireNonNull(model.sources()).whole().get("clicks");
        return Arrays.stream(Objects.requireNonNull(clicks)).sum();
    }

    private static Offset<Float> within(float offset) {
        return Offset.offset(offset);
    }

    private static float[] values(LoadedModel model, String name) {
        return Objects.requireNonNull(model.weights().get(name));
    }

    private static float[] row(LoadedModel model, String itemId) {
        int row = model.vocabulary().row(itemId);
        return Arrays.copyOfRange(values(model, "item_embedding"), row * 8, row * 8 + 8);
    }

    private static Item item(String id, String category) {
        return new Item(id, id, List.of(category), 0, Map.of());
    }

    private void feed(OnlineTrainer trainer, int from, int to) {
        for (int i = from; i < to; i++) {
            trainer.offer(sample(i), clock.get());
            if (trainer.waitMs() == 0) {
                trainer.learn();
            }
        }
    }

    /** Users walk along the alphabet: what follows is always the next letter. */
    private static TrainingSample sample(int i) {
        String letters = "abcdefghij";
        int start = i % 7;
        int length = 2 + i / 7 % 3;
        return Samples.of("user" + i, letters.substring(start, Math.min(10, start + length)));
    }

    private OnlineTrainer trainer(String name) {
        return new TestTrainer(folder, clock).in(name);
    }

    private OnlineTrainer trainer(String name, GateLimits gates) {
        return new TestTrainer(folder, clock).gates(gates).in(name);
    }
}
