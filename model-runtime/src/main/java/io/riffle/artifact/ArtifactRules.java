package io.riffle.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.artifact.ModelException.Reason;
import io.riffle.model.psad.PsadArtifact;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What tensors and items must satisfy, whether they are read or about to be written. */
final class ArtifactRules {
    private ArtifactRules() {}

    /** Neither missing nor extra tensors, every shape as the config says. */
    static void complete(Map<String, long[]> expected, Map<String, long[]> found, String owner) {
        for (String name : expected.keySet()) {
            if (!found.containsKey(name)) {
                throw ModelException.wrong(Reason.SHAPE, "tensor", name, owner, "be present");
            }
        }
        known(expected, found, owner);
    }

    /** No extra tensors, every shape as the config says; some may be absent. */
    static void known(Map<String, long[]> expected, Map<String, long[]> found, String owner) {
        found.forEach(
                (name, shape) -> {
                    long[] wanted = expected.get(name);
                    if (wanted == null) {
                        throw ModelException.wrong(
                                Reason.SHAPE, "tensor", name, owner, "be one its config asks for");
                    }
                    if (!Arrays.equals(wanted, shape)) {
                        throw ModelException.wrong(
                                Reason.SHAPE,
                                "shape",
                                Arrays.toString(shape),
                                "the tensor " + name + " of " + owner,
                                "be " + Arrays.toString(wanted));
                    }
                });
    }

    static void finite(Map<String, Tensor> tensors, String owner) {
        tensors.forEach(
                (name, tensor) -> {
                    float[] values = tensor.data();
                    for (int i = 0; i < values.length; i++) {
                        if (!Float.isFinite(values[i])) {
                            throw ModelException.wrong(
                                    Reason.NON_FINITE,
                                    "value " + i,
                                    values[i],
                                    "the tensor " + name + " of " + owner,
                                    "be finite");
                        }
                    }
                });
    }

    static void rows(Vocabulary vocabulary, JsonNode config, String owner) {
        int rows = Architecture.items(config);
        if (vocabulary.rows() != rows) {
            throw ModelException.wrong(
                    Reason.SHAPE,
                    "number of item rows",
                    vocabulary.rows(),
                    owner,
                    "be its config's: " + rows + ", the padding row included");
        }
    }

    /** What is known about the items of a reranker is what its columns can hold. */
    static void facts(JsonNode config, Map<String, Tensor> tensors, String owner) {
        Tensor categories = tensors.get(PsadArtifact.ITEM_CATEGORIES);
        if (categories != null) {
            try {
                PsadArtifact.of(config).checkCategories(categories.data());
            } catch (IllegalArgumentException e) {
                throw new ModelException(e.getMessage() + "\nIt was read from " + owner + ".", e);
            }
        }
    }

    static Map<String, long[]> shapes(Map<String, Tensor> tensors) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return shapes;
    }
}
