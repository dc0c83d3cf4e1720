package io.riffle.training.publish;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import java.util.Map;

/**
 * Fixed histories whose user vectors tell two backbones apart: one event, a few, a full window,
 * over rows spread through the catalogue.
 */
final class GoldenInputs {
    private static final long START = 1_700_000_000L;
    private static final long GAP = 47;

    private final int[][] rows;
    private final long[][] seconds;

    GoldenInputs(FuxiConfig config) {
        int items = config.items() - 1;
        int[] lengths = {1, Math.min(7, config.maxHistory()), config.maxHistory()};
        rows = new int[lengths.length][];
        seconds = new long[lengths.length][];
        for (int b = 0; b < lengths.length; b++) {
            rows[b] = new int[lengths[b]];
            seconds[b] = new long[lengths[b] + 1];
            for (int i = 0; i <= lengths[b]; i++) {
                // Golden ratio steps reach every part of the table.
                if (i < lengths[b]) {
                    rows[b][i] = 1 + (int) ((((b * 31L + i) * 0x9E3779B97F4AL) >>> 16) % items);
                }
                seconds[b][i] = START + GAP * i * i;
            }
        }
    }

    /** Vector of each history's newest position, flat. */
    float[] vectors(FuxiConfig config, Map<String, float[]> weights, TensorRuntime runtime) {
        try (NDManager manager = runtime.newManager();
                FuxiBeta model = new FuxiBeta(config, weights, manager)) {
            return vectors(model, manager);
        }
    }

    float[] vectors(FuxiBeta model, NDManager manager) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray rows_BND = model.encode(scratch, rows, seconds);
            int longest = (int) rows_BND.getShape().get(1);
            int width = (int) rows_BND.getShape().get(2);
            float[] all = rows_BND.toFloatArray();
            float[] newest = new float[rows.length * width];
            for (int b = 0; b < rows.length; b++) {
                int from = (b * longest + rows[b].length - 1) * width;
                System.arraycopy(all, from, newest, b * width, width);
            }
            return newest;
        }
    }

    /** Largest absolute difference; NaN when any is NaN or the lengths differ. */
    static double difference(float[] left, float[] right) {
        if (left.length != right.length) {
            return Double.NaN;
        }
        double largest = 0;
        for (int i = 0; i < left.length; i++) {
            double difference = Math.abs((double) left[i] - right[i]);
            if (Double.isNaN(difference)) {
                return Double.NaN;
            }
            largest = Math.max(largest, difference);
        }
        return largest;
    }
}
