package io.riffle.training.optimiser;

/**
 * How far an optimiser step may go.
 *
 * @param rate learning rate
 * @param clipNorm longest global norm of the gradients; longer ones are shortened to it
 */
public record StepSize(float rate, float clipNorm) {
    /** A step along the gradients as they are. */
    public static StepSize unclipped(float rate) {
        return new StepSize(rate, Float.POSITIVE_INFINITY);
    }
}
