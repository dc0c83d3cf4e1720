package io.riffle.model.psad;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.candidates.ItemRows;
import io.riffle.model.engine.Affine;
import io.riffle.model.engine.NamedTensors;
import io.riffle.model.engine.Norm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Named weights of the reranker on a device.
 *
 * <p>Names that start with {@code decoder.} belong to the teacher alone and are never served.
 *
 * <p><b>State.</b> Owned by the manager given at construction; closing that manager frees them.
 */
public final class PsadWeights {
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();
    private final Map<String, float[]> read = new ConcurrentHashMap<>(); // of frozen weights
    private volatile boolean frozen;

    private PsadWeights() {}

    /**
     * Freshly drawn weights, the same for the same seed.
     *
     * @param backboneRows (items, row width) to start from when the item rows are a tuned copy of
     *     the backbone's; ignored otherwise
     */
    public static PsadWeights initialise(
            PsadConfig config,
            int itemRows,
            boolean teacher,
            float[] backboneRows,
            NDManager manager,
            long seed) {
        PsadWeights weights = new PsadWeights();
        for (InitialTensor entry : PsadShapes.of(config, itemRows, teacher)) {
            SplittableRandom random =
                    new SplittableRandom(seed ^ entry.name().hashCode() * 0x9E3779B97F4A7C15L);
            float[] values =
                    entry.name().equals(PsadShapes.ITEM_ROWS)
                                    && config.columns().itemRows() == ItemRows.BACKBONE_TUNED
                            ? BackboneRows.scaled(backboneRows, config.columns().rowWidth())
                            : entry.draw(random);
            weights.arrays.put(entry.name(), manager.create(values, new Shape(entry.shape())));
        }
        return weights;
    }

    /**
     * Weights read from an artifact.
     *
     * @throws IllegalArgumentException when one is missing or has another shape
     */
    public static PsadWeights of(
            PsadConfig config,
            int itemRows,
            boolean teacher,
            Map<String, float[]> values,
            NDManager manager) {
        PsadWeights weights = new PsadWeights();
        for (InitialTensor entry : PsadShapes.of(config, itemRows, teacher)) {
            float[] found = values.get(entry.name());
            if (found == null || found.length != entry.size()) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "The tensor %s (%s) of the reranker must have %d values.",
                                entry.name(),
                                found == null ? "missing" : found.length + " values",
                                entry.size()));
            }
            weights.arrays.put(
                    entry.name(), NamedTensors.upload(manager, entry.name(), entry.shape(), found));
        }
        return weights;
    }

    /**
     * The backbone's rows on the device, scaled as the encoder reads them.
     *
     * @param rows (items, width) in the order of the reranker's items, row 0 padding
     */
    public static NDArray backboneRows(float[] rows, int width, NDManager manager) {
        long[] shape = {rows.length / width, width};
        return NamedTensors.upload(manager, "item rows", shape, BackboneRows.scaled(rows, width));
    }

    /** A copy that the given manager owns. */
    public PsadWeights copy(NDManager manager) {
        PsadWeights copy = new PsadWeights();
        arrays.forEach(
                (name, array) ->
                        copy.arrays.put(
                                name, manager.create(array.toFloatArray(), array.getShape())));
        return copy;
    }

    /** All weights in a fixed order, by name. */
    public Map<String, NDArray> arrays() {
        return Collections.unmodifiableMap(arrays);
    }

    /** Says that no weight changes any more: what is read in plain numbers is read once. */
    void freeze() {
        frozen = true;
    }

    /** One tensor in plain numbers, which are not to be changed. */
    float[] plain(String name) {
        return frozen
                ? read.computeIfAbsent(name, any -> get(any).toFloatArray())
                : get(name).toFloatArray();
    }

    Affine affine(String name) {
        return new Affine(get(name + ".weight"), get(name + ".bias"));
    }

    Norm norm(String name) {
        return new Norm(get(name + ".scale"), get(name + ".shift"));
    }

    boolean has(String name) {
        return arrays.containsKey(name);
    }

    /** One tensor by its name. */
    public NDArray get(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "The tensor %s of the reranker must be loaded.%nMaybe the artifact is"
                                    + " one for serving, without the teacher.",
                            name));
        }
        return array;
    }
}
