package io.riffle.model.engine;

import ai.djl.ndarray.NDArray;

/**
 * Products with plain numbers under a gradient.
 *
 * <p>{@code x.mul(2)} of the engine's binding wraps the number in memory of this JVM and lets go of
 * it at once, while the backward pass still reads it: after a garbage collection in between the
 * gradient is multiplied by whatever lies there. Here the number lives as long as the product.
 */
public final class Scalars {
    private Scalars() {}

    /** x times a number. */
    public static NDArray times(NDArray x, double factor) {
        return x.mul(x.getManager().create((float) factor));
    }

    /**
     * log σ(x), in a form that never overflows and has its slope of a half at 0: of max(x, 0) +
     * log(1 + exp(-|x|)) engines find none there, where what starts at zero begins.
     */
    public static NDArray logSigmoid(NDArray x) {
        return x.minimum(0).sub(x.abs().neg().exp().add(1).log());
    }
}
