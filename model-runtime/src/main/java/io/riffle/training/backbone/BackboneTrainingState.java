package io.riffle.training.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.riffle.artifact.Tensor;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.training.optimiser.AdamW;
import io.riffle.training.optimiser.Tensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that training a backbone goes on from: the weights that gradients change, and their
 * moments.
 *
 * <p><b>State</b>: in an array manager of the caller's; {@link #save} and {@link #restore} carry it
 * over.
 */
public final class BackboneTrainingState implements AutoCloseable {

    private final NDManager resident;
    private FuxiBeta model;
    private AdamW optimiser;

    /** Given weights, moments of zero. */
    BackboneTrainingState(
            FuxiConfig config,
            Map<String, float[]> weights,
            TrainingOptions options,
            NDManager resident) {
        this.resident = resident;
        this.model = learning(config, weights);
        this.optimiser = new AdamW(model.parameters(), options.weightDecay(), resident);
    }

    /** Architecture of a backbone of this size. */
    public static FuxiConfig architecture(BackboneShape shape, int itemRows) {
        return shape.config(itemRows);
    }

    /** Weights that others are about to replace. */
    public static Map<String, float[]> zeros(FuxiConfig config) {
        Map<String, float[]> zeros = new LinkedHashMap<>();
        config.tensors()
                .forEach(
                        (name, shape) -> {
                            long size = 1;
                            for (long dimension : shape) {
                                size *= dimension;
                            }
                            zeros.put(name, new float[Math.toIntExact(size)]);
                        });
        return zeros;
    }

    FuxiBeta model() {
        return model;
    }

    /** Values of the item table, copied. */
    float[] table() {
        return Tensors.get(model.parameters(), FuxiConfig.ITEM_TABLE).toFloatArray();
    }

    FuxiConfig config() {
        return model.config();
    }

    AdamW optimiser() {
        return optimiser;
    }

    /** Weights by artifact name, copied. */
    Map<String, Tensor> weights() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        model.parameters()
                .forEach(
                        (name, array) ->
                                tensors.put(
                                        name,
                                        new Tensor(
                                                array.getShape().getShape(),
                                                array.toFloatArray())));
        return tensors;
    }

    /**
     * Lets the item table grow; the moments of the new rows start at zero.
     *
     * @param rows first values of each new row, [new rows][D]
     */
    void grow(float[][] rows) {
        FuxiConfig config = model.config();
        FuxiConfig grown = config.withItems(config.items() + rows.length);
        Map<String, float[]> weights = model.weights();
        weights.computeIfPresent(FuxiConfig.ITEM_TABLE, (name, table) -> extended(table, rows));
        AdamW before = optimiser;
        model.close();
        model = learning(grown, weights);
        optimiser = before.grown(model.parameters(), resident);
    }

    /** Gives rows of the item table to other items: these values, moments of zero. */
    void restart(int[] rows, float[][] values) {
        try (NDManager scratch = resident.newSubManager()) {
            NDArray table = Tensors.get(model.parameters(), FuxiConfig.ITEM_TABLE);
            for (int i = 0; i < rows.length; i++) {
                NDArray row = scratch.create(values[i], new Shape(1, values[i].length));
                table.set(new NDIndex(rows[i] + ":" + (rows[i] + 1)), row);
            }
            optimiser.forget(FuxiConfig.ITEM_TABLE, rows, scratch);
        }
    }

    /** Writes weights and optimiser state. */
    void save(OutputStream out) throws IOException {
        try (NDManager scratch = resident.newSubManager()) {
            optimiser.state(scratch).encode(out);
        }
    }

    /**
     * Goes on from what {@link #save} wrote.
     *
     * @throws IllegalArgumentException when it is of another architecture
     */
    void restore(InputStream in) throws IOException {
        try (NDManager scratch = resident.newSubManager()) {
            optimiser.restore(NDList.decode(scratch, in));
        }
    }

    @Override
    public void close() {
        model.close();
    }

    private FuxiBeta learning(FuxiConfig config, Map<String, float[]> weights) {
        FuxiBeta fresh = new FuxiBeta(config, weights, resident);
        fresh.parameters().values().forEach(array -> array.setRequiresGradient(true));
        return fresh;
    }

    private static float[] extended(float[] table, float[][] rows) {
        float[] longer = Arrays.copyOf(table, table.length + rows.length * rows[0].length);
        int at = table.length;
        for (float[] row : rows) {
            System.arraycopy(row, 0, longer, at, row.length);
            at += row.length;
        }
        return longer;
    }
}
