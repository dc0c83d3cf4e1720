package io.riffle.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.riffle.artifact.Tensor;
import io.riffle.model.FuxiBeta;
import io.riffle.model.FuxiConfig;
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
final class BackboneParts implements AutoCloseable {
    private final NDManager resident;
    private FuxiBeta model;
    private AdamW optimiser;

    /** Given weights, moments of zero. */
    BackboneParts(
            FuxiConfig config,
            Map<String, float[]> weights,
            TrainingOptions options,
            NDManager resident) {
        this.resident = resident;
        this.model = learning(config, weights);
        this.optimiser = new AdamW(model.parameters(), options.weightDecay(), resident);
    }

    FuxiBeta model() {
        return model;
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
        weights.computeIfPresent("item_embedding", (name, table) -> extended(table, rows));
        AdamW before = optimiser;
        model.close();
        model = learning(grown, weights);
        optimiser = before.grown(model.parameters(), resident);
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
