package io.riffle.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainingTest {
    private static final BackboneShape SHAPE = new BackboneShape(16, 2, 32, 20);
    private static final TrainingOptions OPTIONS =
            new TrainingOptions(
                    3,
                    256,
                    5e-3f,
                    5,
                    .1f,
                    0,
                    .1f,
                    Negatives.ALL,
                    16,
                    QueryTime.MIXED,
                    Windows.ALL,
                    7);
    private static final Interactions WALKS = Worlds.walks(60, 30, 40, 1);

    @TempDir Path folder;

    /** Stands in for a killed process: stops a run after some epochs. */
    private static final class Stopping implements PretrainingListener {
        private int left;

        Stopping(int epochs) {
            left = epochs;
        }

        @Override
        public void stepped(String phase, int epoch, double done, double loss, double speed) {
            if (left == 0) {
                throw new IllegalStateException("killed");
            }
        }

        @Override
        public void finished(EpochReport report) {
            left--;
        }
    }

    @Test
    void interruptedItGoesOnWithTheSameCurve() throws IOException {
        List<Double> whole = losses("whole", new int[] {100});
        List<Double> pieces = losses("pieces", new int[] {1, 1, 2, 100});
        assertThat(pieces).isEqualTo(whole);
    }

    @Test
    void itLearnsToBeatPopularity() throws IOException {
        Pretraining run = pretraining("learn", 100, new PretrainingPlan(false, 1, 1, 1, "cpu"));
        double popularity = new Evaluator(WALKS, 1).evaluate(new Popularity()).ndcg(10);
        try (BackboneTrainer trainer = run.run()) {
            assertThat(
                            new Evaluator(WALKS, 1)
                                    .evaluate(trainer.scorer(), QueryTime.OWN, 1)
                                    .ndcg(10))
                    .isGreaterThan(popularity * 1.5);
        }
        assertThat(run.bestEpoch()).isZero();
    }

    @Test
    void aCheckpointOfAnotherRunIsRefused() throws IOException {
        pretraining("other", 100, new PretrainingPlan(false, 1, 1, 1, "cpu")).run().close();
        assertThatThrownBy(
                        () ->
                                pretraining(
                                                "other",
                                                100,
                                                new PretrainingPlan(false, 0, 1, 1, "cpu"))
                                        .run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same run");
    }

    private List<Double> losses(String name, int[] pieces) throws IOException {
        PretrainingPlan plan = new PretrainingPlan(true, 1, 1, 1, "cpu");
        for (int epochs : pieces) {
            Pretraining run = pretraining(name, epochs, plan);
            try {
                run.run().close();
                assertThat(run.curve()).hasSize(3 + run.bestEpoch());
                return run.curve().stream().map(EpochReport::loss).toList();
            } catch (IllegalStateException killed) {
                assertThat(killed).hasMessage("killed");
            }
        }
        throw new AssertionError("The last piece must run to the end.");
    }

    private Pretraining pretraining(String name, int epochs, PretrainingPlan plan) {
        return new Pretraining(
                WALKS, SHAPE, OPTIONS, plan, folder.resolve(name), new Stopping(epochs));
    }
}
