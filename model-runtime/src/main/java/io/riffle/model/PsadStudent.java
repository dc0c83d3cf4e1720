package io.riffle.model;

import ai.djl.ndarray.NDArray;

/**
 * The online scorer: a small network that gives each encoded candidate one number.
 *
 * <p><b>Shapes.</b> B lists, K candidates, D width.
 *
 * <p><b>Source.</b> PSAD, arXiv 2603.07107.
 */
public final class PsadStudent {
    private final PsadWeights weights;

    public PsadStudent(PsadWeights weights) {
        this.weights = weights;
    }

    /** Scores (B, K); those of padding mean nothing. */
    public NDArray score(NDArray z_BKD) {
        NDArray hidden = weights.affine("student.hidden").apply(z_BKD).getNDArrayInternal().relu();
        return weights.affine("student.score").apply(hidden).squeeze(2);
    }
}
