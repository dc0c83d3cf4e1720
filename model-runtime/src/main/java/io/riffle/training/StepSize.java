package io.riffle.training;

/**
 * How far an optimiser step may go.
 *
 * @param rate learning rate
 * @param clipNorm longest global norm of the gradients; longer ones are shortened to it
 */
record StepSize(float rate, float clipNorm) {
    /** A step along the gradients as they are. */
    static StepSize unclipped(float rate) {
        return new StepSize(rate, Float.POSITIVE_INFINITY);
    }
}
