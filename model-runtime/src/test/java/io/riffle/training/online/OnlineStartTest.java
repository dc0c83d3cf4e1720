package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.testing.Alphabet;
import io.riffle.training.testing.Samples;
import io.riffle.training.testing.TestTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a trainer begins: with what its store holds, or with a model of another one. */
class OnlineStartTest {
    @TempDir private Path folder;
    private final AtomicLong clock = new AtomicLong(1_000_000);

    @Test
    void aModelOfAnotherStoreIsNoBaseInThisOne() {
        publishedIn("elsewhere", 0, 200);
        try (OnlineTrainer trainer = trainers().from("elsewhere").in("own")) {
            feed(trainer, 200, 216);
            clock.addAndGet(2_000);
            ModelUpdate snapshot = trainer.publishDue().get(0);
            feed(trainer, 216, 232);
            clock.addAndGet(2_000);
            ModelUpdate delta = trainer.publishDue().get(0);

            assertThat(snapshot.version()).isEqualTo(1);
            assertThat(snapshot.baseVersion()).isZero();
            assertThat(delta.baseVersion()).isEqualTo(1);
        }
    }

    @Test
    void noModelOfTheOwnStoreIsTakenForOneOfItsNumberElsewhere() throws IOException {
        publishedIn("elsewhere", 0, 200);
        publishedIn("own", 200, 400);
        byte[] saved;
        try (OnlineTrainer trainer = trainers().from("elsewhere").in("own")) {
            assertThat(trainer.published().backboneVersion()).isZero();
            saved = TestTrainer.saved(trainer);
        }
        try (OnlineTrainer restored = trainers().from("elsewhere").in("own")) {
            TestTrainer.restore(restored, saved);
            LoadedModel published =
                    Objects.requireNonNull(restored.models().backbone().published());
            assertThat(published.weights().get("layers.0.uv"))
                    .isEqualTo(restored.models().backbone().weights().get("layers.0.uv"));
            feed(restored, 400, 416);
            clock.addAndGet(2_000);
            assertThat(restored.publishDue().get(0).baseVersion()).isZero();
        }
        try (OnlineTrainer forgetful = trainers().in("own")) {
            TestTrainer.restore(forgetful, saved);
            assertThat(forgetful.models().backbone().published()).isNull();
        }
    }

    @Test
    void aModelOfTheOwnStoreIsABaseHoweverItIsNamed() {
        publishedIn("own", 0, 200);
        try (OnlineTrainer trainer = trainers().from("own/backbone/1").in("own")) {
            assertThat(trainer.published().backboneVersion()).isEqualTo(1);
            feed(trainer, 200, 216);
            clock.addAndGet(2_000);
            assertThat(trainer.publishDue().get(0).baseVersion()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Tier.class, names = "POPULAR", mode = EnumSource.Mode.EXCLUDE)
    void publishedSourcesAreCountedOn(Tier tier) {
        publishedIn("own", 0, 200);
        GateLimits demanding = new GateLimits(3, 1, 20, 1e-5);
        try (OnlineTrainer trainer = trainers().gates(demanding).in("own")) {
            ModelStore store = trainer.models().store();
            int before = clicks(store.get("backbone", 1));
            int clicks = before;
            for (int version = 2; version < 6; version++) {
                for (int i = 100 * version; i < 100 * version + 96; i++) {
                    TrainingSample sample = Alphabet.sample(i);
                    trainer.offer(Samples.as(sample.outcome(), tier, sample), clock.get());
                    if (trainer.waitMs() == 0) {
                        trainer.learn();
                    }
                }
                clock.addAndGet(20_000);
                trainer.publishDue();
                int now = clicks(store.get("backbone", version));
                assertThat(now).isGreaterThanOrEqualTo(clicks + 96);
                clicks = now;
            }
        }
    }

    @Test
    void aStateSaysWhereSourcesWereWhateverIsPublishedSince() throws IOException {
        byte[] saved;
        try (OnlineTrainer trainer = trainers().in("own")) {
            feed(trainer, 0, 96);
            saved = TestTrainer.saved(trainer);
            feed(trainer, 96, 200);
            trainer.publishDue();
        }
        try (OnlineTrainer restored = trainers().in("own")) {
            TestTrainer.restore(restored, saved);
            assertThat(TestTrainer.saved(restored)).isEqualTo(saved);
        }
    }

    @Test
    void aStateThatCountedNothingBesideABlendGoesOnFromIt() throws IOException {
        publishedIn("own", 0, 200);
        byte[] saved;
        try (OnlineTrainer trainer = trainers().blends(false).in("own")) {
            saved = TestTrainer.saved(trainer);
        }
        try (OnlineTrainer restored = trainers().in("own")) {
            TestTrainer.restore(restored, saved);
            feed(restored, 200, 216);
            clock.addAndGet(20_000);
            restored.publishDue();
            ModelStore store = restored.models().store();
            assertThat(clicks(store.get("backbone", 2)))
                    .isGreaterThanOrEqualTo(clicks(store.get("backbone", 1)) + 16);
        }
    }

    private static int clicks(LoadedModel model) {
        int[] clicks = Objects.requireNonNull(model.sources()).whole().get("clicks");
        return Arrays.stream(Objects.requireNonNull(clicks)).sum();
    }

    private void publishedIn(String store, int from, int to) {
        try (OnlineTrainer trainer = trainers().in(store)) {
            feed(trainer, from, to);
            assertThat(trainer.publishDue()).isNotEmpty();
        }
    }

    private TestTrainer trainers() {
        return new TestTrainer(folder, clock);
    }

    private void feed(OnlineTrainer trainer, int from, int to) {
        Alphabet.feed(trainer, from, to, clock.get());
    }
}
