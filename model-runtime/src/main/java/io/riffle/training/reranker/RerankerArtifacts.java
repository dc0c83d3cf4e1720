package io.riffle.training.reranker;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.psad.PsadArtifact;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.distillation.RerankerOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a trainer has learned as artifacts: one to serve, one to go on from. */
public final class RerankerArtifacts {
    static final String SERVED_MODEL = "reranker";
    static final String TRAINING_MODEL = "reranker-training";

    private final RerankerTrainingState parts;

    RerankerArtifacts(RerankerTrainingState parts) {
        this.parts = parts;
    }

    /** What is served: its config, and weights and facts by name. */
    public record Served(ObjectNode config, Map<String, Tensor> tensors) {}

    Served served() {
        PsadArtifact artifact = artifact(false, false);
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

    Manifest checkpoint(ModelStore store) {
        PsadArtifact artifact = artifact(parts.options().teacher(), true);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        groups().forEach((prefix, arrays) -> put(tensors, prefix, arrays));
        items(tensors, artifact);
        ObjectNode training = JsonNodeFactory.instance.objectNode();
        training.put("steps", parts.adam().steps());
        training.set("guard", parts.guard().state());
        training.set("examination", parts.curve().state());
        return store.put(
                Manifest.draft(TRAINING_MODEL, artifact.toJson()).withTraining(training),
                tensors,
                parts.items().itemIds());
    }

    /**
     * Items of a checkpoint.
     *
     * @throws IllegalArgumentException when it is none, or not of such a training
     */
    static ItemTable items(LoadedModel checkpoint, RerankerOptions options) {
        PsadArtifact artifact = PsadArtifact.of(checkpoint.config());
        if (!artifact.training()
                || artifact.teacher() != options.teacher()
                || checkpoint.manifest().training() == null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The artifact (%s) must be a reranker's checkpoint %s teacher.%nMaybe"
                                    + " it is one for serving.",
                            checkpoint.manifest().model(),
                            options.teacher() ? "with a" : "without a"));
        }
        return artifact.itemTable(checkpoint.vocabulary().itemIds(), checkpoint.weights());
    }

    /** Architecture of a checkpoint. */
    static PsadConfig config(LoadedModel checkpoint) {
        return PsadArtifact.of(checkpoint.config()).config();
    }

    /** Takes over what a checkpoint of the same architecture has learned. */
    void restore(LoadedModel checkpoint) {
        groups().forEach(
                        (prefix, arrays) ->
                                arrays.forEach(
                                        (name, array) ->
                                                restore(checkpoint, prefix + name, array)));
        JsonNode training = checkpoint.manifest().training();
        if (training != null) {
            parts.adam().restore(training.path("steps").asLong());
            parts.guard().restore(training.path("guard"));
            parts.curve().restore(training.path("examination"));
        }
    }

    private static void restore(LoadedModel checkpoint, String name, NDArray array) {
        Tensor tensor = checkpoint.tensors().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "The tensor (" + name + ") of the reranker's checkpoint must be present.");
        }
        array.set(tensor.data());
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

    private PsadArtifact artifact(boolean teacher, boolean training) {
        PsadConfig config = parts.config();
        return new PsadArtifact(config, parts.items().size(), teacher, training);
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

    private static void put(
            Map<String, Tensor> tensors, String prefix, Map<String, NDArray> arrays) {
        arrays.forEach(
                (name, array) ->
                        tensors.put(
                                prefix + name,
                                new Tensor(array.getShape().getShape(), array.toFloatArray())));
    }
}
