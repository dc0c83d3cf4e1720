package io.riffle.training.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.artifact.Tensor;
import io.riffle.model.testing.Rounding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BackboneTrainerTest {
    private static final BackboneShape SHAPE = new BackboneShape(16, 2, 32, 20);
    private static final TrainingOptions OPTIONS =
            new TrainingOptions(
                    4,
                    128,
                    5e-3f,
                    5,
                    .1f,
                    0,
                    .1f,
                    Negatives.ALL,
                    16,
                    QueryTime.NEXT,
                    Windows.ALL,
                    7);

    private static final List<TrainingSequence> LESSON =
            List.of(
                    new TrainingSequence(new int[] {1, 2, 3, 4}, new long[] {10, 20, 30, 40}, 0),
                    new TrainingSequence(new int[] {5, 6, 7}, new long[] {10, 20, 20}, 0));

    @Test
    void lossFallsWhileItLearns() {
        try (BackboneTrainer trainer = BackboneTrainer.fresh(SHAPE, 20, OPTIONS, "cpu")) {
            float first = trainer.learn(LESSON, 0);
            float last = first;
            for (int step = 1; step < 60; step++) {
                last = trainer.learn(LESSON, step);
            }
            assertThat(last).isLessThan(first / 2);
        }
    }

    @Test
    void everyChoiceOfNegativesLearns() {
        for (Negatives negatives : Negatives.values()) {
            TrainingOptions options =
                    new TrainingOptions(
                            4,
                            128,
                            5e-3f,
                            5,
                            .1f,
                            .01f,
                            .1f,
                            negatives,
                            8,
                            QueryTime.MIXED,
                            Windows.ALL,
                            7);
            try (BackboneTrainer trainer = BackboneTrainer.fresh(SHAPE, 20, options, "cpu")) {
                float first = trainer.learn(LESSON, 0);
                float last = first;
                for (int step = 1; step < 40; step++) {
                    last = trainer.learn(LESSON, step);
                }
                assertThat(last).as(negatives.name()).isLessThan(first);
            }
        }
    }

    @Test
    void restoredItTakesTheSameSteps() throws IOException {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        float[] expected = new float[3];
        try (BackboneTrainer trainer = BackboneTrainer.fresh(SHAPE, 20, OPTIONS, "cpu")) {
            trainer.learn(LESSON, 0);
            trainer.learn(LESSON, 1);
            trainer.save(saved);
            for (int i = 0; i < 3; i++) {
                expected[i] = trainer.learn(LESSON, 2 + i);
            }
        }
        try (BackboneTrainer trainer = BackboneTrainer.fresh(SHAPE, 20, OPTIONS, "cpu")) {
            trainer.restore(new ByteArrayInputStream(saved.toByteArray()));
            assertThat(trainer.steps()).isEqualTo(2);
            for (int i = 0; i < 3; i++) {
                assertThat(trainer.learn(LESSON, 2 + i)).isEqualTo(expected[i]);
            }
        }
    }

    @Test
    void contextDoesNotLearn() {
        TrainingOptions still =
                new TrainingOptions(
                        1,
                        128,
                        1e-3f,
                        0,
                        1,
                        0,
                        0,
                        Negatives.ALL,
                        8,
                        QueryTime.NEXT,
                        Windows.ALL,
                        7);
        int[] rows = {1, 2, 3, 4};
        long[] seconds = {10, 20, 30, 40};
        float lastOnly;
        float both;
        float firstTwo;
        try (BackboneTrainer trainer = BackboneTrainer.fresh(SHAPE, 20, still, "cpu")) {
            lastOnly = trainer.learn(List.of(new TrainingSequence(rows, seconds, 2)), 0);
        }
        try (BackboneTrainer trainer = BackboneTrainer.fresh(SHAPE, 20, still, "cpu")) {
            both = trainer.learn(List.of(new TrainingSequence(rows, seconds, 0)), 0);
        }
        try (BackboneTrainer trainer = BackboneTrainer.fresh(SHAPE, 20, still, "cpu")) {
            int[] shorter = {1, 2, 3};
            firstTwo =
                    trainer.learn(
                            List.of(new TrainingSequence(shorter, new long[] {10, 20, 30}, 0)), 0);
        }
        assertThat(both * 3).isCloseTo(lastOnly + firstTwo * 2, within(1e-3f));
    }

    @Test
    void whatIsNotWantedBecomesLessLikelyAndNothingElseIsForgotten() {
        int[] liked = {1, 2};
        int[] disliked = {1, 3};
        long[] seconds = {10, 20};
        List<TrainingSequence> both =
                List.of(
                        new TrainingSequence(liked, seconds, 0),
                        new TrainingSequence(disliked, seconds, 0));
        List<TrainingSequence> oneUnwanted =
                List.of(
                        new TrainingSequence(liked, seconds, 0),
                        new TrainingSequence(disliked, seconds, 0, new float[] {0, -1}));
        try (BackboneTrainer trainer = BackboneTrainer.fresh(SHAPE, 20, OPTIONS, "cpu")) {
            for (int step = 0; step < 60; step++) {
                trainer.learn(both, step);
            }
            float[] before = trainer.scorer().score(new int[][] {{1}}, new long[][] {seconds})[0];
            for (int step = 60; step < 120; step++) {
                trainer.learn(oneUnwanted, step);
            }
            float[] after = trainer.scorer().score(new int[][] {{1}}, new long[][] {seconds})[0];
            assertThat(before[3]).isCloseTo(before[2], within(.2f));
            assertThat(after[3]).isLessThan(after[2] - .3f);
            assertThat(after[2]).isGreaterThan(before[2] - .2f);
        }
    }

    @Test
    void theItemTableGrowsAndOldItemsKeepTheirScores() {
        try (BackboneTrainer trainer = BackboneTrainer.fresh(SHAPE, 20, OPTIONS, "cpu")) {
            trainer.learn(LESSON, 0);
            int[][] rows = {{1, 2, 3}};
            long[][] seconds = {{10, 20, 30, 40}};
            float[] before = trainer.scorer().score(rows, seconds)[0];
            float[] fresh = new float[16];
            fresh[3] = 1;
            trainer.grow(new float[][] {fresh, fresh});
            float[] after = trainer.scorer().score(rows, seconds)[0];
            assertThat(after).hasSize(22);
            assertThat(after[21]).isEqualTo(after[20]);
            for (int row = 1; row < 20; row++) {
                assertThat(after[row]).isCloseTo(before[row], Rounding.within(16, 1));
            }
            trainer.learn(
                    List.of(new TrainingSequence(new int[] {20, 21}, new long[] {10, 20}, 0)), 1);
            Tensor table = Objects.requireNonNull(trainer.weights().get("item_embedding"));
            assertThat(table.shape()).containsExactly(22, 16);
        }
    }

    @Test
    void stepsLeaveNoTensorsBehind() {
        try (BackboneTrainer trainer = BackboneTrainer.fresh(SHAPE, 20, OPTIONS, "cpu")) {
            trainer.learn(LESSON, 0);
            trainer.scorer().score(new int[][] {{1}}, new long[][] {{1, 2}});
            int before = trainer.residentTensors();
            for (int step = 1; step < 20; step++) {
                trainer.learn(LESSON, step);
            }
            assertThat(trainer.residentTensors()).isEqualTo(before);
        }
    }

    @Test
    void weightsHaveTheShapesOfTheConfig() {
        try (BackboneTrainer trainer = BackboneTrainer.fresh(SHAPE, 20, OPTIONS, "cpu")) {
            Map<String, Tensor> weights = trainer.weights();
            assertThat(trainer.draft().config().get("items").intValue()).isEqualTo(20);
            assertThat(weights).containsKeys("item_embedding", "layers.1.lin3.weight");
        }
    }
}
