package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.training.testing.TestTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reranker as the stream trains it, beside the backbone whose rows it reads. */
class OnlineRerankerTest {
    @TempDir private Path folder;
    private final AtomicLong clock = new AtomicLong(1_000_000);

    @Test
    void restoredTrainerContinuesExactly() throws IOException {
        try (OnlineTrainer uninterrupted = ring().trainer("a", 1)) {
            ClickRing.begin(uninterrupted);
            ClickRing.feed(uninterrupted, 32, 45);
            byte[] saved = TestTrainer.saved(uninterrupted);
            ClickRing.feed(uninterrupted, 45, 90);
            try (OnlineTrainer restored = ring().trainer("a", 1)) {
                TestTrainer.restore(restored, saved);
                ClickRing.feed(restored, 45, 90);

                assertThat(restored.progress().reranker().steps()).isGreaterThan(5);
                assertThat(restored.progress()).isEqualTo(uninterrupted.progress());
                assertThat(TestTrainer.saved(restored)).isEqualTo(TestTrainer.saved(uninterrupted));
            }
        }
    }

    /** The engine treats every thread but the one that loaded it as if it were learning. */
    @Test
    void trainerIsRestoredInAnyThread() throws IOException {
        try (OnlineTrainer trainer = ring().trainer("a", 1)) {
            ClickRing.begin(trainer);
            ClickRing.feed(trainer, 32, 45);
            byte[] saved = TestTrainer.saved(trainer);
            long steps =
                    CompletableFuture.supplyAsync(
                                    () -> {
                                        try (OnlineTrainer restored = ring().trainer("a", 1)) {
                                            TestTrainer.restore(restored, saved);
                                            ClickRing.feed(restored, 45, 61);
                                            return restored.progress().steps();
                                        } catch (IOException e) {
                                            throw new UncheckedIOException(e);
                                        }
                                    })
                            .join();

            ClickRing.feed(trainer, 45, 61);
            assertThat(steps).isEqualTo(trainer.progress().steps());
        }
    }

    @Test
    void learningLiftsTheClickedItemAboveWhereItWasServed() {
        try (OnlineTrainer trainer = ring().trainer("a", 1)) {
            ClickRing.begin(trainer);
            ClickRing.feed(trainer, 32, 800);
            clock.addAndGet(ClickRing.RERANKER);
            trainer.publishDue();

            RerankerProgress progress = trainer.progress().reranker();
            assertThat(progress.trainedUtility()).isGreaterThan(progress.servedUtility() + 0.1);
        }
    }

    @Test
    void teacherRestsWhileTheBacklogIsLong() {
        try (OnlineTrainer trainer = ring().trainer("a", 1)) {
            ClickRing.begin(trainer);
            ClickRing.feed(trainer, 32, 64);
            RerankerProgress before = trainer.progress().reranker();
            assertThat(before.taughtSteps()).isEqualTo(before.steps()).isPositive();
            for (int i = 64; i < 96; i++) {
                ClickRing.offer(trainer, ClickRing.sample(i), clock.get() - 15_000);
            }

            RerankerProgress after = trainer.progress().reranker();
            assertThat(trainer.progress().mode()).isEqualTo(BacklogPolicy.Mode.STUDENT_ONLY);
            assertThat(after.steps()).isGreaterThan(before.steps());
            assertThat(after.taughtSteps()).isEqualTo(before.taughtSteps());
        }
    }

    @Test
    void freshTrainerGoesOnFromThePublishedReranker() {
        try (OnlineTrainer trainer = ring().trainer("a", 1)) {
            ClickRing.begin(trainer);
            ClickRing.feed(trainer, 32, 64);
            clock.addAndGet(ClickRing.RERANKER);
            trainer.publishDue();
        }
        try (OnlineTrainer next = ring().trainer("a", 1)) {
            ClickRing.feed(next, 64, 72);

            assertThat(next.progress().reranker().steps()).isEqualTo(1);
        }
    }

    private ClickRing ring() {
        return new ClickRing(folder, clock);
    }
}
