package io.riffle.training.reranker;

import ai.djl.ndarray.NDArray;
import io.riffle.artifact.Tensor;
import io.riffle.training.distillation.RerankNetwork;
import io.riffle.training.state.StateParts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Hands what training goes on from to a reranker of the same architecture: from another trainer,
 * from a published artifact, or from the bytes of a trainer's state.
 */
final class RerankerWarmStart {
    private static final int MAX_JSON = 1 << 20;

    private final RerankerTrainingState parts;

    RerankerWarmStart(RerankerTrainingState parts) {
        this.parts = parts;
    }

    /** Goes on from another trainer's parts. */
    void from(RerankerTrainingState other) {
        Map<String, Map<String, NDArray>> sources = new RerankerArtifacts(other).groups();
        groups().forEach(
                        (prefix, arrays) ->
                                arrays.forEach(
                                        (name, array) ->
                                                array.set(
                                                        array(sources, prefix, name)
                                                                .toFloatArray())));
        parts.adam().restore(other.adam().steps());
        parts.guard().restore(other.guard().state());
        parts.curve().restore(other.curve().state());
    }

    /** Takes over the weights of an artifact for serving; what it does not have stays as it is. */
    void from(Map<String, Tensor> published) {
        for (RerankNetwork network : List.of(parts.learning(), parts.served())) {
            network.weights()
                    .arrays()
                    .forEach(
                            (name, array) -> {
                                Tensor tensor = published.get(name);
                                if (tensor != null) {
                                    array.set(tensor.data());
                                }
                            });
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(parts.adam().steps());
        StateParts.writeBytes(out, StateParts.JSON.writeValueAsBytes(parts.guard().state()));
        StateParts.writeBytes(out, StateParts.JSON.writeValueAsBytes(parts.curve().state()));
        for (Map<String, NDArray> arrays : groups().values()) {
            for (NDArray array : arrays.values()) {
                StateParts.writeFloats(out, array.toFloatArray());
            }
        }
    }

    /** Goes on from what another trainer of the same architecture wrote. */
    void read(DataInput in) throws IOException {
        parts.adam().restore(in.readLong());
        parts.guard().restore(StateParts.JSON.readTree(StateParts.readBytes(in, MAX_JSON)));
        parts.curve().restore(StateParts.JSON.readTree(StateParts.readBytes(in, MAX_JSON)));
        for (Map<String, NDArray> arrays : groups().values()) {
            for (NDArray array : arrays.values()) {
                array.set(StateParts.readFloats(in, Math.toIntExact(array.size())));
            }
        }
    }

    private Map<String, Map<String, NDArray>> groups() {
        return new RerankerArtifacts(parts).groups();
    }

    private static NDArray array(
            Map<String, Map<String, NDArray>> groups, String prefix, String name) {
        NDArray array = groups.getOrDefault(prefix, Map.of()).get(name);
        if (array == null) {
            throw new IllegalStateException("The reranker has no tensor " + prefix + name);
        }
        return array;
    }
}
