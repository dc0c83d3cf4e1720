package io.riffle.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.training.dataset.Interactions;
import io.riffle.training.online.OnlineTrainer;
import io.riffle.training.stream.BackboneSettings;
import io.riffle.training.testing.TestTrainer;
import io.riffle.training.testing.Worlds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamLearnerTest {
    @TempDir private Path folder;

    /** What an evaluation measures is what the training job does. */
    @Test
    void eventsOfAFileTeachWhatTheSameClicksTeachTheTrainingJob() {
        Interactions walks = Worlds.walks(12, 20, 18, 3).over(List.of());
        int[] order = walks.inTimeOrder();
        AtomicLong clock = new AtomicLong(1_000_000);
        BackboneSettings how =
                new BackboneSettings(5e-3f, 1e-3f, 5, 10, 0, .1f, 50, 64, 1000, 16, 100, false, 7);
        TestTrainer trainers =
                new TestTrainer(folder, clock)
                        .backbone(how)
                        .reservoir(30)
                        .replay(.6)
                        // What waits to be judged on is learned later, and in another order.
                        .heldOut(0);
        try (StreamLearner learner =
                        StreamLearner.of(trainers.settings(), null, TestTrainer.SHAPE, "cpu");
                OnlineTrainer job = trainers.in("job")) {
            for (int from = 0; from < order.length; from += 40) {
                int[] stretch = Arrays.copyOfRange(order, from, Math.min(order.length, from + 40));
                learner.learn(walks, stretch);
                for (int event : stretch) {
                    if (event > walks.begin(walks.userOf(event))) {
                        trainers.learnWhenFull(job, StreamLearner.sample(walks, event, 50));
                    }
                }
                trainers.learn(job);
            }

            assertThat(job.progress().learned()).isGreaterThan(90);
            assertThat(learner.weights().keySet())
                    .isEqualTo(job.models().backbone().weights().keySet());
            learner.weights()
                    .forEach(
                            (name, values) ->
                                    assertThat(job.models().backbone().weights().get(name))
                                            .as(name)
                                            .isEqualTo(values));
        }
    }
}
