package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.engine.FloatRows;
import io.riffle.model.engine.Lanes;
import io.riffle.model.engine.NamedTensors;
import io.riffle.model.fuxi.Extension.Row;
import java.util.Arrays;
import java.util.Map;

/**
 * New rows in plain Java on the lanes of a processor: the numbers of {@link TensorPass} without its
 * calls into the engine, which cost more than the arithmetic as long as there are few rows.
 *
 * <p><b>Shapes:</b> R rows of all users, one user's after the other's · D model width · M mixing
 * width · F hidden width. <b>Source:</b> FuXi-β, arXiv 2508.10615, row by row.
 *
 * <p><b>State:</b> a copy of the weights but the item rows, in Java's heap, as they were when this
 * was made.
 */
final class RowPass implements Extender {

    /** From here on the engine's products over many rows make up for what calling it costs. */
    private static final int MOST_WINDOW_ROWS = 128;

    private final FuxiConfig config;
    private final FloatRows items; // [I, D]
    private final float[] positions; // [Nmax, D]
    private final RowLayer[] layers;
    private final int width;
    private final int mix;

    RowPass(FuxiConfig config, Map<String, NDArray> parameters) {
        this.config = config;
        this.width = config.width();
        this.mix = config.mixWidth();
        this.items = new FloatRows(NamedTensors.get(parameters, FuxiConfig.ITEM_TABLE));
        this.positions = NamedTensors.get(parameters, "position_embedding").toFloatArray();
        this.layers = new RowLayer[config.layers()];
        for (int layer = 0; layer < layers.length; layer++) {
            layers[layer] = RowLayer.of(config, parameters, layer);
        }
    }

    @Override
    public NDArray extend(NDManager scratch, Extension extension, LayerValues values) {
        RowTimes times = new RowTimes(config.timeFunction(), extension);
        int rows = times.rows();
        float[] x_RD = input(extension, rows);
        float[] normal_RD = new float[rows * width];
        float[] both_R3M = new float[rows * 3 * mix];
        float[] gated_R2M = new float[rows * 2 * mix];
        float[] first_RD = new float[rows * width];
        float[] gate_RF = new float[rows * config.ffnWidth()];
        float[] hidden_RF = new float[rows * config.ffnWidth()];
        RowMixer mixer = new RowMixer(config, extension, times, values);
        for (int l = 0; l < layers.length; l++) {
            RowLayer layer = layers[l];
            normalise(x_RD, rows, width, normal_RD);
            Lanes.product(normal_RD, rows, width, layer.gateAndValue(), 3 * mix, both_R3M);
            Lanes.silu(both_R3M, both_R3M.length);

            mixer.mix(l, layer, both_R3M, gated_R2M);
            normalise(gated_R2M, rows, 2 * mix, gated_R2M);
            gate(gated_R2M, both_R3M, rows);

            Lanes.product(gated_R2M, rows, 2 * mix, layer.weight0(), width, first_RD);
            add(first_RD, x_RD, layer.bias0());
            normalise(first_RD, rows, width, normal_RD);
            Lanes.product(normal_RD, rows, width, layer.weight1(), config.ffnWidth(), gate_RF);
            Lanes.product(normal_RD, rows, width, layer.weight3(), config.ffnWidth(), hidden_RF);
            Lanes.silu(gate_RF, gate_RF.length);
            multiply(hidden_RF, gate_RF);
            Lanes.product(hidden_RF, rows, config.ffnWidth(), layer.weight2(), width, x_RD);
            add(x_RD, first_RD);
        }
        return open(scratch, extension, x_RD);
    }

    @Override
    public int windowRows() {
        return MOST_WINDOW_ROWS;
    }

    /** √D·E[s] + P[i]. */
    private float[] input(Extension extension, int rows) {
        float[] x_RD = new float[rows * width];
        float root = (float) Math.sqrt(width);
        int at = 0;
        for (int user = 0; user < extension.users(); user++) {
            for (Row row : extension.rows(user)) {
                items.read(row.item(), 1, x_RD, at);
                int place = row.position() * width;
                for (int d = 0; d < width; d++) {
                    x_RD[at + d] = root * x_RD[at + d] + positions[place + d];
                }
                at += width;
            }
        }
        return x_RD;
    }

    /** x / √(mean(x²) + ε), row by row. */
    private void normalise(float[] x, int rows, int columns, float[] y) {
        for (int row = 0; row < rows; row++) {
            int from = row * columns;
            float mean = Lanes.squares(x, from, columns) / columns;
            float root = (float) Math.sqrt(mean + config.rmsEpsilon());
            for (int i = from; i < from + columns; i++) {
                y[i] = x[i] / root;
            }
        }
    }

    private void gate(float[] mixed_R2M, float[] both_R3M, int rows) {
        for (int row = 0; row < rows; row++) {
            int to = row * 2 * mix;
            int from = row * 3 * mix;
            for (int m = 0; m < 2 * mix; m++) {
                mixed_R2M[to + m] *= both_R3M[from + m];
            }
        }
    }

    private static void multiply(float[] x, float[] by) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= by[i];
        }
    }

    private static void add(float[] x, float[] more) {
        for (int i = 0; i < x.length; i++) {
            x[i] += more[i];
        }
    }

    private static void add(float[] x_RD, float[] more_RD, float[] bias_D) {
        for (int from = 0; from < x_RD.length; from += bias_D.length) {
            for (int d = 0; d < bias_D.length; d++) {
                x_RD[from + d] += more_RD[from + d] + bias_D[d];
            }
        }
    }

    /** Unit vectors of the open rows. */
    private NDArray open(NDManager scratch, Extension extension, float[] x_RD) {
        float[] open = new float[x_RD.length];
        int count = 0;
        int from = 0;
        for (int user = 0; user < extension.users(); user++) {
            for (Row row : extension.rows(user)) {
                if (!row.settled()) {
                    float norm = (float) Math.sqrt(Lanes.squares(x_RD, from, width));
                    float divisor = Math.max(norm, config.l2Epsilon());
                    for (int d = 0; d < width; d++) {
                        open[count * width + d] = x_RD[from + d] / divisor;
                    }
                    count++;
                }
                from += width;
            }
        }
        return scratch.create(Arrays.copyOf(open, count * width), new Shape(count, width));
    }
}
