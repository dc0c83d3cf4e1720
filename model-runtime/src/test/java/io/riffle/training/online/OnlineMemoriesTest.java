package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Outcome;
import io.riffle.schema.TrainingSample;
import io.riffle.training.testing.Samples;
import io.riffle.training.testing.TestTrainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trainer far beyond the bounds of what it remembers. */
class OnlineMemoriesTest {
    private static final int REMEMBERED = 10;

    @TempDir private Path folder;
    private final AtomicLong clock = new AtomicLong(1_000_000_000_000L);

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 300})
    void firstClickAfterALongSilenceIsLearned(int othersBefore) {
        TestTrainer trainers = trainers();
        try (OnlineTrainer trainer = trainers.in("a")) {
            others(trainers, trainer, "before", othersBefore);
            trainers.learn(trainer, expired("u"));
            long learned = trainer.progress().learned();

            trainers.learn(trainer, answered("u"));

            assertThat(trainer.progress().learned()).isEqualTo(learned + 1);
            assertThat(trainer.progress().unanswered()).isEqualTo(1);
            assertThat(trainer.progress().repeated()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, REMEMBERED, 300})
    void clickIsLearnedHoweverManyOthersCameDuringTheSilence(int othersBetween) {
        TestTrainer trainers = trainers();
        try (OnlineTrainer trainer = trainers.in("a")) {
            trainers.learn(trainer, expired("u"));
            others(trainers, trainer, "between", othersBetween);
            long learned = trainer.progress().learned();

            trainers.learn(trainer, answered("u"));

            assertThat(trainer.progress().learned()).isEqualTo(learned + 1);
            trainers.learn(trainer, answered("u"));
            assertThat(trainer.progress().learned()).isEqualTo(learned + 1);
            assertThat(trainer.progress().repeated()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 300})
    void revisionThatOvertakesTheFirstOneInABatchIsLearnedWhole(int othersBefore) {
        TestTrainer trainers = trainers().heldOut(0); // whatever the draw says
        try (OnlineTrainer trainer = trainers.in("a")) {
            others(trainers, trainer, "before", othersBefore);
            long learned = trainer.progress().learned();
            TrainingSample first = Samples.of("u", "ab");
            TrainingSample second =
                    Samples.as(
                            Outcome.CORRECTED,
                            Samples.revised("u", "a", Samples.click("b", 1), 1, "b"));

            trainers.learn(trainer, first, second);
            assertThat(trainer.progress().learned()).isEqualTo(learned + 1);
            assertThat(trainer.progress().steps()).isPositive();
            trainers.learn(trainer, first);

            assertThat(trainer.progress().learned()).isEqualTo(learned + 1);
            assertThat(trainer.progress().repeated()).isEqualTo(1);
        }
    }

    @Test
    void revisionOfASampleThatTheBacklogLeftOutIsLearned() {
        TestTrainer trainers = trainers();
        try (OnlineTrainer trainer = trainers.in("a")) {
            others(trainers, trainer, "before", 300);
            for (int i = 0; i < 20; i++) {
                trainer.offer(expired("late" + i), clock.get() - 100_000_000_000L);
            }
            assertThat(trainer.progress().skipped()).isEqualTo(20);
            long learned = trainer.progress().learned();
            for (int i = 0; i < 20; i++) {
                trainers.learn(trainer, answered("late" + i));
            }

            assertThat(trainer.progress().learned()).isEqualTo(learned + 20);
        }
    }

    @Test
    void replayHoldsTheFirstClicksOfSessionsAsOftenAsOthers() {
        TestTrainer trainers = trainers().reservoir(50);
        try (OnlineTrainer trainer = trainers.in("a")) {
            for (int i = 0; i < 100; i++) {
                trainers.learn(trainer, Samples.of("v" + i, "ab"));
                trainers.learn(trainer, expired("u" + i), answered("u" + i));
            }
            long afterSilence =
                    trainer.kept().stream().filter(s -> s.userId().startsWith("u")).count();

            // 25 of 50 expected, drawn without replacement from 200: standard deviation 3.1.
            assertThat(trainer.kept()).hasSize(50);
            assertThat(afterSilence).isBetween(25 - 16L, 25 + 16L);
        }
    }

    private TestTrainer trainers() {
        return new TestTrainer(folder, clock).remembered(REMEMBERED);
    }

    private static void others(TestTrainer trainers, OnlineTrainer trainer, String name, int n) {
        TrainingSample[] samples = new TrainingSample[n];
        Arrays.setAll(samples, i -> Samples.of(name + i, "ab"));
        trainers.learn(trainer, samples);
    }

    private static TrainingSample expired(String user) {
        return Samples.as(Outcome.EXPIRED, Samples.revised(user, "a", null, 0));
    }

    private static TrainingSample answered(String user) {
        return Samples.revised(user, "a", Samples.click("b", 1), 1);
    }
}
