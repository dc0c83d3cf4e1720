package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.actions.ActionRules;
import io.riffle.training.stream.BackboneSettings;
import io.riffle.training.testing.Samples;
import io.riffle.training.testing.TestTrainer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the actions of samples do in the whole trainer. */
class ActionsInTrainingTest {
    @TempDir private Path folder;
    private final AtomicLong clock = new AtomicLong(1_000_000);

    private TestTrainer small(float dislikeWeight) {
        BackboneSettings backbone =
                new BackboneSettings(
                        .01f,
                        .01f,
                        0,
                        10,
                        0,
                        .1f,
                        9,
                        64,
                        1000,
                        16,
                        100,
                        false,
                        5,
                        ActionRules.USUAL,
                        dislikeWeight);
        return new TestTrainer(folder, clock).replay(0).heldOut(0).backbone(backbone);
    }

    /** A history of a, then an event with b. */
    private static TrainingSample then(String user, Action action) {
        HistoryEvent event = new HistoryEvent("b", 2_000_000, action);
        TrainingSample sample = Samples.revised(user, "a", null, 0);
        return sample.withEvents(action == Action.DISLIKE ? null : event, List.of(event));
    }

    @Test
    void viewsOfAnEarlierReleaseTeachNothing() {
        TestTrainer small = small(0);
        try (OnlineTrainer trainer = small.in("a")) {
            for (int i = 0; i < 16; i++) {
                small.learn(trainer, then("u" + i, Action.VIEW));
            }
            assertThat(trainer.progress().steps()).isZero();
            assertThat(trainer.progress().learned()).isZero();

            small.learn(trainer, then("v", Action.CLICK));
            assertThat(trainer.progress().steps()).isEqualTo(1);
        }
    }

    @Test
    void aDislikeTeachesTheBackboneWhereThatIsAskedFor() {
        for (float weight : new float[] {0, 1}) {
            TestTrainer small = small(weight);
            try (OnlineTrainer trainer = small.in("store" + weight)) {
                small.learn(trainer, then("u", Action.CLICK));
                long before = trainer.progress().steps();
                small.learn(trainer, then("d", Action.DISLIKE));

                assertThat(trainer.progress().steps() - before).isEqualTo(weight > 0 ? 1 : 0);
            }
        }
    }
}
