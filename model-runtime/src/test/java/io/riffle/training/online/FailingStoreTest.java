package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.artifact.testing.MemoryFiles;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.publish.Publication.Gate;
import io.riffle.training.testing.Alphabet;
import io.riffle.training.testing.TestTrainer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A store that cannot be had for a while: learning goes on, and nothing is taken for gone. */
class FailingStoreTest {
    private static final String PLACE = "a";

    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final MemoryFiles files = new MemoryFiles(MemoryFiles.Kind.LOCAL);
    private boolean away;

    @Test
    void whatTheStoreDoesNotTakeIsCountedAndTriedAgainInTime() {
        try (OnlineTrainer trainer = trainer()) {
            away = true;
            feed(trainer, 0, 16);
            for (int checkpoint = 0; checkpoint < 4; checkpoint++) {
                assertThat(trainer.publishDue()).isEmpty();
                clock.addAndGet(400);
            }
            // At the first checkpoint, and once its interval is over.
            assertThat(trainer.refused()).isEqualTo(Map.of(Gate.STORE, 2L));

            away = false;
            clock.addAndGet(1_000);
            assertThat(trainer.publishDue()).hasSize(1);
            away = true;
            feed(trainer, 16, 32);
            clock.addAndGet(1_000);
            assertThat(trainer.publishDue()).isEmpty();
            away = false;
            clock.addAndGet(1_000);
            assertThat(trainer.publishDue()).extracting(ModelUpdate::baseVersion).containsOnly(1L);
            assertThat(trainer.refused()).isEqualTo(Map.of(Gate.STORE, 3L));
        }
    }

    @Test
    void whereTheSnapshotOfADeltaIsGoneTheNextVersionIsWhole() {
        try (OnlineTrainer trainer = trainer()) {
            feed(trainer, 0, 16);
            assertThat(trainer.publishDue()).hasSize(1);
            files.all().keySet().removeIf(path -> path.endsWith("/1/manifest.json"));
            feed(trainer, 16, 32);
            clock.addAndGet(1_000);
            assertThat(trainer.publishDue()).isEmpty();
            assertThat(trainer.refused()).isEqualTo(Map.of(Gate.BASE, 1L));

            clock.addAndGet(1_000);
            assertThat(trainer.publishDue()).extracting(ModelUpdate::baseVersion).containsOnly(0L);
        }
    }

    @Test
    void aRestoreWhileTheStoreIsAwayFailsAndTakesNothingForGone() throws IOException {
        byte[] saved;
        try (OnlineTrainer trainer = trainer()) {
            feed(trainer, 0, 16);
            assertThat(trainer.publishDue()).hasSize(1);
            saved = TestTrainer.saved(trainer);
        }
        try (OnlineTrainer trainer = trainer()) {
            away = true;
            assertThatThrownBy(() -> trainer.restore(new ByteArrayInputStream(saved)))
                    .isInstanceOf(IOException.class);
            away = false;
        }
        try (OnlineTrainer trainer = trainer()) {
            TestTrainer.restore(trainer, saved);
            assertThat(trainer.published().backboneVersion()).isEqualTo(1);
        }
    }

    private OnlineTrainer trainer() {
        return new TestTrainer(Path.of("/store"), clock)
                .files(
                        files.seenBy(
                                request -> {
                                    if (away) {
                                        throw new IOException("The store is away.");
                                    }
                                }))
                .in(PLACE);
    }

    private void feed(OnlineTrainer trainer, int from, int to) {
        Alphabet.feed(trainer, from, to, clock.get());
    }
}
