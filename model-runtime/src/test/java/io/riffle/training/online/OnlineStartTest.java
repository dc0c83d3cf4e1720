package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.testing.Alphabet;
import io.riffle.training.testing.TestTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
