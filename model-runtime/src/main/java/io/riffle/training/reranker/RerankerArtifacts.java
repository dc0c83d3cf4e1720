package io.riffle.training.reranker;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.psad.PsadArtifact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trainer has learned: as an artifact to serve, and as the arrays that training goes on
 * from.
 */
public final class RerankerArtifacts {
    static final String SERVED_MODEL = "reranker";

    private final RerankerTrainingState parts;

    RerankerArtifacts(RerankerTrainingState parts) {
        this.parts = parts;
    }

    /** What is served: its config, and weights and facts by name. */
    public record Served(ObjectNode config, Map<String, Tensor> tensors) {}

    Served served() {
        PsadArtifact artifact =
                new PsadArtifact(parts.config(), parts.items().size(), false, false);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, NDArray> served = parts.served().weights().arrays();
        artifact.tensors()
                .forEach(
                        (name, shape) -> {
                            NDArray array = served.get(name);
                            if (array != null) {
                                tensors.put(name, new Tensor(shape, array.toFloatArray()));
                            }
                        });
        items(tensors, artifact);
        return new Served(artifact.toJson(), tensors);
    }

    Manifest publish(ModelStore store, String backboneFingerprint, ObjectNode metrics) {
        Served served = served();
        Manifest draft = Manifest.draft(SERVED_MODEL, served.config()).withMetrics(metrics);
        return store.put(
                backboneFingerprint.isEmpty() ? draft : draft.trainedOn(backboneFingerprint),
                served.tensors(),
                parts.items().itemIds());
    }

    /** Arrays by name, by the prefix of their group, in a fixed order. */
    Map<String, Map<String, NDArray>> groups() {
        Map<String, Map<String, NDArray>> groups = new LinkedHashMap<>();
        groups.put("", parts.learning().weights().arrays());
        groups.put(PsadArtifact.SERVED, parts.served().weights().arrays());
        List<String> moments = PsadArtifact.MOMENTS;
        groups.put(moments.get(0), parts.adam().firstMoments());
        groups.put(moments.get(1), parts.adam().secondMoments());
        return groups;
    }

    private void items(Map<String, Tensor> tensors, PsadArtifact artifact) {
        ItemTable items = parts.items();
        Map<String, float[]> facts =
                Map.of(
                        PsadArtifact.ITEM_CATEGORIES, items.categories(),
                        PsadArtifact.ITEM_POPULARITY, items.logCounts(),
                        PsadArtifact.ITEM_FIRST_SEEN, items.firstSeenDays());
        artifact.tensors()
                .forEach(
                        (name, shape) -> {
                            float[] values = facts.get(name);
                            if (values != null) {
                                tensors.put(name, new Tensor(shape, values));
                            }
                        });
    }
}
