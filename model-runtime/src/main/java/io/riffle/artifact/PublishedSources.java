package io.riffle.artifact;

import io.riffle.model.sources.SourceTables;
import java.util.LinkedHashMap;
import java.util.Map;

/** Candidate sources as a file beside the weights. */
final class PublishedSources {
    private PublishedSources() {}

    static Safetensors columns(SourceTables sources) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        sources.reals()
                .forEach(
                        (name, values) ->
                                tensors.put(name, new Tensor(new long[] {values.length}, values)));
        return new Safetensors(tensors, sources.whole());
    }

    static SourceTables of(Safetensors columns) {
        Map<String, float[]> reals = new LinkedHashMap<>();
        columns.tensors().forEach((name, tensor) -> reals.put(name, tensor.data()));
        return new SourceTables(reals, columns.rows());
    }
}
