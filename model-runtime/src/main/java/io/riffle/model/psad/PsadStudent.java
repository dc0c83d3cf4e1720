package io.riffle.model.psad;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * The online scorer: a small network that gives each encoded candidate one number.
 *
 * <p><b>Shapes.</b> B lists, K candidates, D width.
 *
 * <p><b>Source.</b> PSAD, arXiv 2603.07107.
 */
public final class PsadStudent {
    private final PsadWeights weights;
    private final @Nullable Crosses crosses;

    /** The student among these weights. */
    public PsadStudent(PsadConfig config, PsadWeights weights) {
        this.weights = weights;
        crosses =
                config.crosses() && !config.columns().profile().isEmpty()
                        ? new Crosses(config.columns(), weights)
                        : null;
    }

    /** Scores (B, K); those of padding mean nothing. */
    public NDArray score(PsadEncoder.Encoded lists) {
        return score(lists, lists.z_BKD());
    }

    /** Scores whose gradient stops at the encoder. */
    public NDArray scoreDetached(PsadEncoder.Encoded lists) {
        return score(lists, lists.z_BKD().stopGradient());
    }

    /** The same scores in plain numbers, flat, where nothing is learned. */
    public float[] scores(PsadEncoder.Encoded lists) {
        float[] scores_BK = base(lists, lists.z_BKD()).toFloatArray();
        if (crosses != null) {
            crosses.add(lists, scores_BK);
        }
        return scores_BK;
    }

    private NDArray score(PsadEncoder.Encoded lists, NDArray z_BKD) {
        NDArray base_BK = base(lists, z_BKD);
        return crosses == null ? base_BK : base_BK.add(crosses.of(lists));
    }

    private NDArray base(PsadEncoder.Encoded lists, NDArray z_BKD) {
        NDArray hidden = weights.affine("student.hidden").apply(z_BKD).getNDArrayInternal().relu();
        NDArray scores_BK = weights.affine("student.score").apply(hidden).squeeze(2);
        NDArray firstStage_BK = lists.firstStage_BK();
        return firstStage_BK == null
                ? scores_BK
                : scores_BK.add(firstStage_BK.mul(weights.get(PsadShapes.FIRST_STAGE)));
    }
}
