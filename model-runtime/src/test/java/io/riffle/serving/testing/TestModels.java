package io.riffle.serving.testing;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.Vocabulary;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.fuxi.TimeFunction;
import io.riffle.model.testing.GoldenCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Backbones for tests: item of row r has the id {@code "item-r"}. */
public final class TestModels {
    private TestModels() {}

    /** A seeded model whose weights are large enough to tell windows apart. */
    public static LoadedModel backbone(int items, int maxHistory, int layers, long seed) {
        FuxiConfig config =
                new FuxiConfig(
                        items,
                        16,
                        2,
                        8,
                        layers,
                        32,
                        maxHistory,
                        maxHistory + 5,
                        TimeFunction.POW,
                        1e-6f,
                        1e-6f,
                        0.05f);
        Map<String, float[]> weights = FuxiBeta.initialise(config, seed);
        Random random = new Random(seed);
        for (float[] values : weights.values()) {
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.3f * (float) random.nextGaussian();
            }
        }
        return loaded(config, weights, 1);
    }

    /** Other weights for the same architecture and items. */
    public static LoadedModel again(LoadedModel model, long version, long seed) {
        FuxiConfig config = FuxiConfig.of(model.config());
        LoadedModel other = backbone(config.items(), config.maxHistory(), config.layers(), seed);
        return loaded(config, other.weights(), version);
    }

    /** The golden medium case. */
    public static LoadedModel medium() {
        GoldenCase.Medium medium = GoldenCase.medium();
        return loaded(medium.config(), medium.weights(), 17);
    }

    public static LoadedModel loaded(
            FuxiConfig config, Map<String, float[]> weights, long version) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        config.tensors()
                .forEach(
                        (name, shape) ->
                                tensors.put(
                                        name,
                                        new Tensor(
                                                shape, Objects.requireNonNull(weights.get(name)))));
        List<String> ids = new ArrayList<>();
        for (int row = 1; row < config.items(); row++) {
            ids.add("item-" + row);
        }
        Manifest draft =
                new Manifest("backbone", version, 0, config.json(), List.of(), null, null, null);
        return LoadedModel.of(draft, tensors, Vocabulary.of(ids));
    }
}
