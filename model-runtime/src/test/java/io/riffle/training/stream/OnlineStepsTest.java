package io.riffle.training.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.backbone.BackboneTrainer;
import io.riffle.training.backbone.BackboneTrainingState;
import io.riffle.training.backbone.TrainingOptions;
import io.riffle.training.backbone.TrainingSequence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class OnlineStepsTest {
    private static final FuxiConfig CONFIG =
            BackboneTrainingState.architecture(new BackboneShape(8, 2, 16, 8), 12);
    private static final BackboneSettings SETTINGS =
            new BackboneSettings(1e-2f, 1e-3f, 3, 10, 0, .1f, 9, 64, 100, 4, 100, false, 5);
    private static final int BAD_POSITION = 6;

    @Test
    void batchThatIsNotFiniteIsLeftOutAndCountedAndNothingChanges() throws IOException {
        try (BackboneTrainer trainer = withABadPosition()) {
            OnlineSteps steps = new OnlineSteps(trainer, SETTINGS, false);
            steps.take(batch(1, 2, 3));
            byte[] before = state(trainer);

            double loss = steps.take(bad());

            assertThat(loss).isNaN();
            assertThat(steps.leftOut()).isEqualTo(1);
            assertThat(state(trainer)).isEqualTo(before);
            assertThat(steps.take(batch(2, 3, 4))).isFinite();
            assertThat(steps.leftOut()).isEqualTo(1);
        }
    }

    @Test
    void trainerThatIsRestoredBeforeABadBatchGoesOnAsOneThatWasNot() throws IOException {
        try (BackboneTrainer trainer = withABadPosition();
                BackboneTrainer restored = withABadPosition()) {
            OnlineSteps steps = new OnlineSteps(trainer, SETTINGS, false);
            steps.take(batch(1, 2, 3));
            restored.restore(new ByteArrayInputStream(state(trainer)));
            OnlineSteps again = new OnlineSteps(restored, SETTINGS, false);
            for (OnlineSteps each : List.of(steps, again)) {
                each.take(bad());
                each.take(batch(4, 5, 6));
            }

            assertThat(state(restored)).isEqualTo(state(trainer));
        }
    }

    @Test
    void gradientsLongerThanTheBoundAreShortenedTogether() throws IOException {
        BackboneSettings clipped = clip(1e-9f);
        try (BackboneTrainer free = trainer();
                BackboneTrainer bound = trainer()) {
            new OnlineSteps(free, clip(1e9f), false).take(batch(1, 2, 3));
            new OnlineSteps(bound, clipped, false).take(batch(1, 2, 3));

            double moved = distance(free);
            double movedBound = distance(bound);
            // Adam divides by the root of the second moment: only below epsilon does length show.
            assertThat(movedBound).isPositive().isLessThan(moved / 2);
        }
    }

    @Test
    void firstStepsAreShortAndThoseOfAContinuedModelShorter() throws IOException {
        try (BackboneTrainer fresh = trainer();
                BackboneTrainer continued = trainer()) {
            new OnlineSteps(fresh, SETTINGS, false).take(batch(1, 2, 3));
            new OnlineSteps(continued, SETTINGS, true).take(batch(1, 2, 3));

            double moved = distance(fresh);
            double less = distance(continued);
            // Rates 1e-2 and 1e-3, the same gradients: a first step of AdamW is rate times sign.
            assertThat(moved / less).isBetween(9.0, 11.0);
        }
    }

    @Test
    void trainersInTwoThreadsLearnAsIfAlone() throws Exception {
        byte[] alone = learned();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<byte[]> learning = OnlineStepsTest::learned;
            List<Future<byte[]>> both = threads.invokeAll(List.of(learning, learning));

            for (Future<byte[]> each : both) {
                assertThat(each.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte[] learned() throws IOException {
        try (BackboneTrainer trainer = trainer()) {
            OnlineSteps steps = new OnlineSteps(trainer, SETTINGS, false);
            for (int i = 0; i < 30; i++) {
                steps.take(batch(1 + i % 9, 2 + i % 8, 3 + i % 7));
            }
            return state(trainer);
        }
    }

    private static BackboneSettings clip(float norm) {
        return new BackboneSettings(1e-2f, 1e-3f, 0, norm, 0, 0, 9, 64, 100, 4, 100, false, 5);
    }

    private static BackboneTrainer trainer() {
        return trainer(FuxiBeta.initialise(CONFIG, 3));
    }

    /** One of whose positions holds no numbers: long histories have no finite loss. */
    private static BackboneTrainer withABadPosition() {
        Map<String, float[]> weights = FuxiBeta.initialise(CONFIG, 3);
        weights.computeIfPresent(
                "position_embedding",
                (name, table) -> {
                    float[] bad = table.clone();
                    Arrays.fill(bad, BAD_POSITION * 8, BAD_POSITION * 8 + 8, Float.NaN);
                    return bad;
                });
        return trainer(weights);
    }

    private static BackboneTrainer trainer(Map<String, float[]> weights) {
        TrainingOptions options = SETTINGS.options(CONFIG.items());
        return new BackboneTrainer(CONFIG, weights, options, TensorRuntime.open("cpu"));
    }

    /** How far a tensor has moved from its start. */
    private static double distance(BackboneTrainer trainer) {
        String name = "layers.0.uv";
        float[] from = Objects.requireNonNull(trainer.weights().get(name)).data();
        float[] start = Objects.requireNonNull(FuxiBeta.initialise(CONFIG, 3).get(name));
        double sum = 0;
        for (int i = 0; i < from.length; i++) {
            sum += (from[i] - start[i]) * (double) (from[i] - start[i]);
        }
        return Math.sqrt(sum);
    }

    private static List<TrainingSequence> bad() {
        return batch(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    private static byte[] state(BackboneTrainer trainer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        trainer.save(bytes);
        return bytes.toByteArray();
    }

    private static List<TrainingSequence> batch(int... rows) {
        long[] seconds = new long[rows.length];
        Arrays.setAll(seconds, i -> 100L * i);
        return new ArrayList<>(List.of(new TrainingSequence(rows, seconds, 0)));
    }
}
