package io.riffle.model.fuxi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.testing.GoldenCase;
import io.riffle.model.testing.Rounding;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AskedPassTest {
    @Test
    void everyRowIsTheLastRowOfItsCutHistoryAskedWithItsOwnTime() {
        GoldenCase.Medium medium = GoldenCase.medium();
        int count = 40;
        int[] rows = Arrays.copyOf(medium.rows(), count);
        long[] seconds = Arrays.copyOf(medium.seconds(), count);
        long[] queries = new long[count];
        for (int i = 0; i < count; i++) {
            queries[i] = seconds[i] + (i % 3) * 500L;
        }
        int[] shorter = Arrays.copyOf(rows, 7);
        try (NDManager manager = TensorRuntime.open("cpu").newManager();
                FuxiBeta model = new FuxiBeta(medium.config(), medium.weights(), manager)) {
            float[] asked =
                    model.encodeAsked(
                                    manager,
                                    new int[][] {rows, shorter},
                                    new long[][] {seconds, Arrays.copyOf(seconds, 7)},
                                    new long[][] {queries, Arrays.copyOf(queries, 7)},
                                    Dropouts.NONE)
                            .toFloatArray();
            int width = medium.config().width();
            for (int i = 0; i < count; i++) {
                long[] cut = Arrays.copyOf(seconds, i + 2);
                cut[i + 1] = queries[i];
                float[] expected =
                        model.encode(
                                        manager,
                                        new int[][] {Arrays.copyOf(rows, i + 1)},
                                        new long[][] {cut})
                                .get("0, " + i)
                                .toFloatArray();
                assertThat(Arrays.copyOfRange(asked, i * width, (i + 1) * width))
                        .as("row " + i)
                        .containsExactly(expected, rounding(medium.config(), count));
                if (i < 7) {
                    int at = (count + i) * width;
                    assertThat(Arrays.copyOfRange(asked, at, at + width))
                            .as("row " + i + " of the shorter history")
                            .containsExactly(expected, rounding(medium.config(), count));
                }
            }
        }
    }

    /** Each layer adds up positions twice and rows of its widths; entries of a unit vector. */
    static Offset<Float> rounding(FuxiConfig config, int positions) {
        int layer = 2 * positions + 3 * config.width() + 2 * config.mixWidth() + config.ffnWidth();
        return Rounding.within(config.layers() * layer, 1);
    }
}
