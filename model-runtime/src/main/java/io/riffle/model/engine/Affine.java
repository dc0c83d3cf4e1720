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

    /** x Wᵀ + b over the last axis. */
    @SuppressWarnings("NullAway") // DJL takes null for "no bias" and does not say so
    public NDArray apply(NDArray x) {
        return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
    }

    /** x Wᵀ over the last axis. */
    public static NDArray linear(NDArray x, NDArray weight) {
        return new Affine(weight, null).apply(x);
    }

    /** Rows of a table by index, with a gradient for the table. */
    public static NDArray rows(NDArray indices, NDArray table) {
        return indices.getNDArrayInternal()
                .embedding(indices, table, ai.djl.ndarray.types.SparseFormat.DENSE)
                .singletonOrThrow();
    }

    /** x with a share of its values zero and the others grown in turn; x itself at rate 0. */
    public static NDArray dropout(NDArray x, float rate) {
        return rate <= 0 ? x : x.getNDArrayInternal().dropout(x, rate, true).singletonOrThrow();
    }
}
