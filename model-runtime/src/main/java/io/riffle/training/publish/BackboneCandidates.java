package io.riffle.training.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.model.content.ContentMap;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.tables.SourceTables;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.judge.Judge;
import io.riffle.training.publish.ModelPublisher.Candidate;
import io.riffle.training.stream.OnlineBackbone;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a backbone is about to be published as: weights, sources and the map of new items. */
final class BackboneCandidates {
    private final TensorRuntime runtime;

    BackboneCandidates(TensorRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * A candidate.
     *
     * @param sources that blend; null = none do
     * @param base snapshot whose dense weights a delta keeps; null = a snapshot
     * @param newest version in use; null = none
     */
    Candidate of(
            OnlineBackbone backbone,
            @Nullable SourceTables sources,
            @Nullable LoadedModel base,
            @Nullable LoadedModel newest,
            Judge judge,
            Map<String, Double> metrics) {
        FuxiConfig config = backbone.config();
        Map<String, float[]> meant = new LinkedHashMap<>(backbone.weights());
        if (base != null) {
            base.weights()
                    .forEach(
                            (name, values) -> {
                                if (!name.equals(FuxiConfig.ITEM_TABLE)) {
                                    meant.put(name, values);
                                }
                            });
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        config.tensors()
                .forEach(
                        (name, shape) -> tensors.put(name, new Tensor(shape, values(meant, name))));
        float[] table = values(meant, FuxiConfig.ITEM_TABLE);
        Arrays.fill(table, 0, config.width(), 0f);
        return new Candidate(
                Manifest.draft(
                        ModelUpdate.BACKBONE,
                        sources == null ? config.json() : blended(config.json())),
                tensors,
                backbone.items().itemIds(),
                with(backbone.content(), sources),
                base,
                newest,
                judge,
                loaded -> difference(config, meant, loaded),
                metrics);
    }

    /** Columns that go out together; null = none do. */
    static @Nullable SourceTables with(
            @Nullable ContentMap content, @Nullable SourceTables sources) {
        return content == null ? sources : content.with(sources);
    }

    /**
     * The scores that a reranker reads are others where a blend makes them: then it is another
     * backbone's.
     */
    private static ObjectNode blended(ObjectNode config) {
        return config.put("first_stage", "blend");
    }

    private double difference(FuxiConfig config, Map<String, float[]> meant, LoadedModel loaded) {
        GoldenInputs golden = new GoldenInputs(config);
        return GoldenInputs.difference(
                golden.vectors(config, meant, runtime),
                golden.vectors(FuxiConfig.of(loaded.config()), loaded.weights(), runtime));
    }

    private static float[] values(Map<String, float[]> weights, String name) {
        float[] values = weights.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT, "The tensor (%s) of the backbone must exist.", name));
        }
        return values;
    }
}
