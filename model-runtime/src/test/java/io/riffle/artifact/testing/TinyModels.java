package io.riffle.artifact.testing;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.fuxi.TimeFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Backbones of four items, for tests of the store. */
public final class TinyModels {
    public static final String NAME = "backbone";
    public static final List<String> ITEMS = List.of("a", "b", "c", "d");
    static final FuxiConfig CONFIG =
            new FuxiConfig(5, 4, 1, 4, 1, 8, 6, 8, TimeFunction.POW, 1e-6f, 1e-6f, 0.05f);

    private TinyModels() {}

    public static Manifest draft() {
        return Manifest.draft(NAME, CONFIG.json());
    }

    public static Map<String, Tensor> tensors(long seed) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        FuxiBeta.initialise(CONFIG, seed)
                .forEach(
                        (name, values) ->
                                tensors.put(
                                        name,
                                        new Tensor(
                                                Objects.requireNonNull(CONFIG.tensors().get(name)),
                                                values)));
        return tensors;
    }

    public static Manifest snapshot(ModelStore store, long seed) {
        return store.put(draft(), tensors(seed), ITEMS);
    }

    public static Manifest delta(ModelStore store, LoadedModel base, long seed) {
        return store.putDelta(draft(), base, tensors(seed), ITEMS);
    }
}
