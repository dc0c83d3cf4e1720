package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.training.stream.BackboneSettings;
import io.riffle.training.testing.Alphabet;
import io.riffle.training.testing.TestTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How samples become steps: batches, repeats, backlogs, and a trainer that is restored. */
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
    void negativesAreDrawnOnceTheCatalogueHasGrown() throws IOException {
        // Five rows are few, eleven are many: two of them are drawn.
        TestTrainer many = trainers().backbone(competing(5));
        try (OnlineTrainer uninterrupted = many.in("a");
                OnlineTrainer all = trainers().backbone(competing(1_000)).in("all")) {
            feed(uninterrupted, 0, 40);
            feed(all, 0, 40);
            assertThat(TestTrainer.saved(uninterrupted)).isNotEqualTo(TestTrainer.saved(all));
            byte[] saved = TestTrainer.saved(uninterrupted);
            feed(uninterrupted, 40, 80);
            try (OnlineTrainer restored = many.in("b")) {
                TestTrainer.restore(restored, saved);
                feed(restored, 40, 80);

                assertThat(TestTrainer.saved(restored)).isEqualTo(TestTrainer.saved(uninterrupted));
            }
        }
    }

    private static BackboneSettings competing(int fullSoftmaxRows) {
        return new BackboneSettings(
                0.01f, 0.01f, 0, 10, 0, 0.1f, 9, 64, fullSoftmaxRows, 2, 100, false, 5);
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
            trainer.offer(Alphabet.sample(0), 0);
            assertThat(trainer.waitMs()).isEqualTo(1000);
            clock.addAndGet(400);
            assertThat(trainer.waitMs()).isEqualTo(600);
            for (int i = 1; i < 8; i++) {
                trainer.offer(Alphabet.sample(i), 0);
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
                trainer.offer(Alphabet.sample(i), clock.get() - 100_000);
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
                trainer.offer(Alphabet.sample(i), received);
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

    private void feed(OnlineTrainer trainer, int from, int to) {
        Alphabet.feed(trainer, from, to, clock.get());
    }

    private OnlineTrainer trainer(String name) {
        return trainers().in(name);
    }

    private TestTrainer trainers() {
        return new TestTrainer(folder, clock);
    }
}
