package io.riffle.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Layer normalisation of the last axis. */
record Norm(NDArray scale, NDArray shift) {

    NDArray apply(NDArray x) {
        return x.getNDArrayInternal()
                .layerNorm(x, new Shape(scale.getShape().get(0)), scale, shift, 1e-5f)
                .singletonOrThrow();
    }
}
