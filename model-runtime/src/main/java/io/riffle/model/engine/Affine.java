package io.riffle.model.engine;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * x Wᵀ + b on the last axis.
 *
 * @param weight (outputs, inputs)
 * @param bias (outputs); null for none
 */
public record Affine(NDArray weight, @Nullable NDArray bias) {

    @SuppressWarnings("NullAway") // DJL takes null for "no bias" and does not say so
    public NDArray apply(NDArray x) {
        return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
    }

    public static NDArray linear(NDArray x, NDArray weight) {
        return new Affine(weight, null).apply(x);
    }

    /** Rows of a table by index, with a gradient for the table. */
    public static NDArray rows(NDArray indices, NDArray table) {
        return indices.getNDArrayInternal()
                .embedding(indices, table, ai.djl.ndarray.types.SparseFormat.DENSE)
                .singletonOrThrow();
    }

    public static NDArray dropout(NDArray x, float rate) {
        return rate <= 0 ? x : x.getNDArrayInternal().dropout(x, rate, true).singletonOrThrow();
    }
}
