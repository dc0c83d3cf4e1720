package io.riffle.training.pretraining;

import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.fuxi.TimeFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A backbone of seeded random weights: what can serve before anything was learned. */
public final class UntrainedBackbone {

    private UntrainedBackbone() {}

    /**
     * Publishes one; equal seeds and items give equal weights.
     *
     * @param itemIds its vocabulary, id of row 1 first
     */
    public static Manifest publish(ModelStore store, List<String> itemIds, long seed) {
        FuxiConfig config =
                new FuxiConfig(
                        itemIds.size() + 1,
                        64,
                        1,
                        64,
                        4,
                        256,
                        200,
                        211,
                        TimeFunction.POW,
                        1e-6f,
                        1e-6f,
                        0.05f);
        Map<String, float[]> weights = FuxiBeta.initialise(config, seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        config.tensors()
                .forEach(
                        (name, shape) -> {
                            float[] values = weights.get(name);
                            if (values == null) {
                                throw new IllegalStateException("No weights are named " + name);
                            }
                            tensors.put(name, new Tensor(shape, values));
                        });
        return store.put(Manifest.draft("backbone", config.json()), tensors, itemIds);
    }
}
