package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.model.engine.FloatRows;
import io.riffle.model.engine.NamedTensors;
import io.riffle.model.engine.TensorRows;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a {@link FuxiBeta} on the device, float32, under the names of the model artifact.
 *
 * <p><b>State</b>: a manager of their own; any number of threads may read.
 */
final class FuxiWeights implements AutoCloseable {
    private final NDManager resident;
    private final Map<String, NDArray> parameters;
    private @Nullable FloatRows itemRows; // the same memory again; null until asked for

    /**
     * Uploads them.
     *
     * @param values row-major by tensor name; {@link FuxiConfig#tensors} has the shapes
     * @throws IllegalArgumentException when a tensor is absent or has another size
     */
    FuxiWeights(FuxiConfig config, Map<String, float[]> values, NDManager parent) {
        this.resident = parent.newSubManager();
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        try {
            config.tensors()
                    .forEach(
                            (name, shape) ->
                                    arrays.put(
                                            name,
                                            NamedTensors.upload(
                                                    resident, name, shape, values.get(name))));
            this.parameters = Collections.unmodifiableMap(arrays);
        } catch (RuntimeException | Error e) {
            resident.close();
            throw e;
        }
    }

    /** Values with more item rows behind those of the config, of zeros. */
    static Map<String, float[]> withRoom(
            FuxiConfig config, Map<String, float[]> values, int spare) {
        Map<String, float[]> longer = new LinkedHashMap<>(values);
        longer.computeIfPresent(
                FuxiConfig.ITEM_TABLE,
                (name, rows) -> Arrays.copyOf(rows, rows.length + spare * config.width()));
        return longer;
    }

    /** By name, in forward order. */
    Map<String, NDArray> parameters() {
        return parameters;
    }

    /** The item table, [I, D]. */
    NDArray items() {
        return NamedTensors.get(parameters, FuxiConfig.ITEM_TABLE);
    }

    /** Owns them, and what is made of them once. */
    NDManager resident() {
        return resident;
    }

    /** Sets an item row, [D]. */
    void setItem(int row, float[] values) {
        NDArray table = items();
        boolean inMemory = !table.getDevice().isGpu();
        if (inMemory && itemRows == null) {
            itemRows = new FloatRows(table);
        }
        TensorRows.set(table, itemRows, row, values);
    }

    /** Copies them to plain Java. */
    Map<String, float[]> copies() {
        Map<String, float[]> copies = new LinkedHashMap<>();
        parameters.forEach((name, array) -> copies.put(name, array.toFloatArray()));
        return copies;
    }

    @Override
    public void close() {
        resident.close();
    }
}
