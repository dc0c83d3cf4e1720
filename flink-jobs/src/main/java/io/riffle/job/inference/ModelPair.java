package io.riffle.job.inference;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Tensor;
import io.riffle.job.models.SharedModels.Lease;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A backbone, a reranker, and the models that each of the two replaced, which stay on the heap: a
 * rollback to one of them reads nothing into memory. Owns its holds on them.
 *
 * @param second the reranker; null = none
 * @param before the backbone before; null = none was replaced yet
 * @param secondBefore the reranker before
 */
record ModelPair(
        Lease first, @Nullable Lease second, @Nullable Lease before, @Nullable Lease secondBefore)
        implements AutoCloseable {

    LoadedModel backbone() {
        return first.model();
    }

    /** One of the two; null = there is none. */
    @Nullable LoadedModel of(boolean backbone) {
        Lease lease = backbone ? first : second;
        return lease == null ? null : lease.model();
    }

    /** One of the two as it is or was before; null = this version is not in memory. */
    @Nullable LoadedModel version(boolean backbone, long version) {
        Stream<Lease> held = backbone ? Stream.of(first, before) : Stream.of(second, secondBefore);
        return held.filter(Objects::nonNull)
                .map(Lease::model)
                .filter(model -> model.version() == version)
                .findFirst()
                .orElse(null);
    }

    /** All that is in memory. */
    List<LoadedModel> all() {
        return leases().map(Lease::model).toList();
    }

    /** The pair after a swap, with holds of its own. */
    ModelPair with(Lease loaded, boolean backbone) {
        return backbone
                ? new ModelPair(loaded.again(), again(second), again(first), again(secondBefore))
                : new ModelPair(first.again(), loaded.again(), again(before), again(second));
    }

    /** Of the weights of the two that serve. */
    long heapBytes() {
        long values = 0;
        for (Lease lease : Stream.of(first, second).filter(Objects::nonNull).toList()) {
            for (Tensor tensor : lease.model().tensors().values()) {
                values += tensor.data().length;
            }
        }
        return values * Float.BYTES;
    }

    @Override
    public void close() {
        leases().forEach(Lease::close);
    }

    private Stream<Lease> leases() {
        return Stream.of(first, second, before, secondBefore).filter(Objects::nonNull);
    }

    private static @Nullable Lease again(@Nullable Lease lease) {
        return lease == null ? null : lease.again();
    }
}
