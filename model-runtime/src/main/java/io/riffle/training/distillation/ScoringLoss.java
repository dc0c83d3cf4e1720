package io.riffle.training.distillation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.engine.Scalars;

/**
 * The student's loss on labels.
 *
 * <p>Listwise: {@code -Σ_i ŷ_i log softmax(s)_i} with ŷ the labels divided by their sum, mean over
 * lists with a positive, each of the weight of its largest reward. Binary: logistic loss of each
 * candidate alone, mean over candidates, for scores that must be calibrated.
 *
 * <p><b>Shapes.</b> B lists, K candidates.
 *
 * <p><b>Source.</b> PSAD, arXiv 2603.07107, scoring loss.
 */
public final class ScoringLoss {
    private final boolean binary;

    /** The loss of each candidate alone, or of lists. */
    public ScoringLoss(boolean binary) {
        this.binary = binary;
    }

    /** The loss of scores (B, K), a scalar. */
    public NDArray of(NDArray scores_BK, ListBatch batch) {
        NDManager manager = scores_BK.getManager();
        Shape shape = scores_BK.getShape();
        NDArray considered_BK = manager.create(batch.considered_BK, shape);
        if (binary) {
            NDArray labels_BK = manager.create(batch.labels_BK, shape);
            // softplus(s) - s y, in the form that never overflows
            NDArray each =
                    scores_BK
                            .getNDArrayInternal()
                            .relu()
                            .sub(scores_BK.mul(labels_BK))
                            .add(scores_BK.abs().neg().exp().add(1).log());
            float counted = 0;
            for (float one : batch.considered_BK) {
                counted += one;
            }
            return Scalars.times(each.mul(considered_BK).sum(), 1 / Math.max(1, counted));
        }
        float[] target = new float[batch.labels_BK.length];
        float all = batch.weight();
        for (int i = 0; i < target.length; i++) {
            int b = i / batch.candidates;
            double total = batch.total(b);
            target[i] =
                    total > 0 ? (float) (batch.labels_BK[i] / total * batch.weight(b) / all) : 0;
        }
        return manager.create(target, shape)
                .mul(masked(scores_BK, considered_BK).logSoftmax(1))
                .sum()
                .neg();
    }

    /** Scores with -1e9 where a candidate does not count. */
    static NDArray masked(NDArray scores_BK, NDArray considered_BK) {
        return scores_BK.add(considered_BK.sub(1).mul(1e9f));
    }
}
