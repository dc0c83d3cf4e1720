package io.riffle.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Layer normalisation of the last axis. */
public record Norm(NDArray scale, NDArray shift) {

    /** x normalised over its last axis, scaled and shifted. */
    public NDArray apply(NDArray x) {
        return x.getNDArrayInternal()
                .layerNorm(x, new Shape(scale.getShape().get(0)), scale, shift, 1e-5f)
                .singletonOrThrow();
    }
}
