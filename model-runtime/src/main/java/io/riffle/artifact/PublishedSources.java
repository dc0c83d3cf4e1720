package io.riffle.artifact;

import io.riffle.artifact.ModelException.Reason;
import io.riffle.model.tables.SourceTables;
import io.riffle.model.tables.TableDelta;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /**
     * What changes make of the sources of a base.
     *
     * @throws ModelException when the base has none, or the changes do not fit
     */
    static SourceTables over(@Nullable SourceTables base, SourceTables changes, String folder) {
        if (base == null) {
            throw ModelException.wrong(
                    Reason.BASE,
                    "candidate sources",
                    "changes alone",
                    folder,
                    "change those of its base, which has none");
        }
        try {
            return TableDelta.apply(base, changes);
        } catch (IllegalArgumentException e) {
            throw new ModelException(Reason.SHAPE, folder + ": " + e.getMessage(), e);
        }
    }
}
