package io.riffle.model.engine;

import ai.djl.ndarray.NDArray;

/**
 * RMS normalisation without a learned scale: x / √(mean(x²) + ε) over the last axis.
 *
 * <p><b>State:</b> ε as a resident scalar, so that no call uploads it again; owned by the model.
 */
public final class RootMeanSquare {
    private static final int[] LAST = {-1};

    private final NDArray epsilon;

    /** ε as a scalar on the device. */
    public RootMeanSquare(NDArray epsilon) {
        this.epsilon = epsilon;
    }

    /** x over the root of its mean square, along the last axis. */
    public NDArray normalise(NDArray x) {
        return x.div(x.square().mean(LAST, true).add(epsilon).sqrt());
    }
}
