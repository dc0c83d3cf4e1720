package io.riffle.model.psad;

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

    /** The student among these weights. */
    public PsadStudent(PsadWeights weights) {
        this.weights = weights;
    }

    /** Scores (B, K); those of padding mean nothing. */
    public NDArray score(PsadEncoder.Encoded lists) {
        return score(lists, lists.z_BKD());
    }

    /** Scores whose gradient stops at the encoder. */
    public NDArray scoreDetached(PsadEncoder.Encoded lists) {
        return score(lists, lists.z_BKD().stopGradient());
    }

    private NDArray score(PsadEncoder.Encoded lists, NDArray z_BKD) {
        NDArray hidden = weights.affine("student.hidden").apply(z_BKD).getNDArrayInternal().relu();
        NDArray scores_BK = weights.affine("student.score").apply(hidden).squeeze(2);
        NDArray firstStage_BK = lists.firstStage_BK();
        return firstStage_BK == null
                ? scores_BK
                : scores_BK.add(firstStage_BK.mul(weights.get(PsadShapes.FIRST_STAGE)));
    }
}
