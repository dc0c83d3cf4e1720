package io.riffle.training.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.Dropouts;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.testing.Rounding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Training in any mode sees what serving computes. */
class ServedPassLawTest {
    private static final FuxiConfig CONFIG = new BackboneShape(16, 3, 32, 20).config(30);

    @Property(tries = 25)
    void everyPositionThatLearnsSeesWhatIsServedForTheHistoryCutThere(
            @ForAll QueryTime mode,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 2, max = 12) Integer> lengths,
            @ForAll @IntRange(max = 1_000) int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TrainingSequence> sequences = new ArrayList<>();
        lengths.forEach(length -> sequences.add(sequence(length, random)));
        TrainingBatch batch = TrainingBatch.of(sequences, mode, random);
        try (NDManager manager = TensorRuntime.open("cpu").newManager();
                FuxiBeta model = new FuxiBeta(CONFIG, FuxiBeta.initialise(CONFIG, 7), manager)) {
            float[] trained = rows(model, batch, manager);
            int p = 0;
            for (int b = 0; b < sequences.size(); b++) {
                TrainingSequence sequence = sequences.get(b);
                for (int i = sequence.learnFrom(); i < sequence.length(); i++) {
                    float[] served = served(model, sequence, i, batch.queries()[b][i], manager);
                    assertThat(Arrays.copyOfRange(trained, p * 16, p * 16 + 16))
                            .as("%s, position %d of sequence %d", mode, i, b)
                            .containsExactly(served, Rounding.within(3 * 220, 1));
                    p++;
                }
            }
        }
    }

    private static float[] rows(FuxiBeta model, TrainingBatch batch, NDManager manager) {
        NDArray all = BackboneStep.encoded(model, manager, batch, Dropouts.NONE).reshape(-1, 16);
        return all.get(manager.create(batch.positions())).toFloatArray();
    }

    private static float[] served(
            FuxiBeta model, TrainingSequence sequence, int i, long asked, NDManager manager) {
        long[] seconds = Arrays.copyOf(sequence.seconds(), i + 2);
        seconds[i + 1] = asked;
        int[] rows = Arrays.copyOf(sequence.rows(), i + 1);
        return model.encodeLast(manager, new int[][] {rows}, new long[][] {seconds}).toFloatArray();
    }

    private static TrainingSequence sequence(int length, SplittableRandom random) {
        int[] rows = new int[length];
        long[] seconds = new long[length];
        long time = 1_000;
        for (int i = 0; i < length; i++) {
            rows[i] = 1 + random.nextInt(29);
            seconds[i] = time;
            time += random.nextInt(5) * (1L << random.nextInt(12));
        }
        return new TrainingSequence(rows, seconds, random.nextInt(length - 1));
    }
}
