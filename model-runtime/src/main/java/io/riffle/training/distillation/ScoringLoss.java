package io.riffle.training.distillation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.engine.Scalars;

/**
 * The student's loss on labels: listwise softmax cross-entropy, or one of each candidate alone.
 *
 * <p>Lists without a positive label carry no listwise gradient.
 *
 * <p><b>Shapes.</b> B lists, K candidates.
 *
 * <p><b>Source.</b> PSAD, arXiv 2603.07107, scoring loss; the listwise form is RankT5's.
 */
public final class ScoringLoss {
    private final ScoreLoss kind;

    /** The loss of a kind. */
    public ScoringLoss(ScoreLoss kind) {
        this.kind = kind;
    }

    /** The loss of scores (B, K), a scalar. */
    public NDArray of(NDArray scores_BK, ListBatch batch) {
        return switch (kind) {
            case LISTWISE -> listwise(scores_BK, batch);
            case BINARY -> alone(scores_BK, batch);
        };
    }

    private static NDArray listwise(NDArray scores_BK, ListBatch batch) {
        NDManager manager = scores_BK.getManager();
        Shape shape = scores_BK.getShape();
        NDArray considered_BK = manager.create(batch.considered_BK, shape);
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

    /** Mean over lists of the sum over what counts: -y log p - [y = 0] log(1 - p). */
    private static NDArray alone(NDArray scores_BK, ListBatch batch) {
        NDManager manager = scores_BK.getManager();
        Shape shape = scores_BK.getShape();
        float[] clicked = new float[batch.considered_BK.length];
        float[] passed = new float[clicked.length];
        for (int i = 0; i < clicked.length; i++) {
            if (batch.considered_BK[i] > 0) {
                clicked[i] = batch.rawLabel(i);
                passed[i] = clicked[i] > 0 ? 0 : 1;
            }
        }
        NDArray log_BK = Scalars.logSigmoid(scores_BK);
        NDArray not_BK = Scalars.logSigmoid(scores_BK.neg());
        return Scalars.times(
                manager.create(clicked, shape)
                        .mul(log_BK)
                        .add(manager.create(passed, shape).mul(not_BK))
                        .sum(),
                -1f / batch.size());
    }

    /** Scores with -1e9 where a candidate does not count. */
    static NDArray masked(NDArray scores_BK, NDArray considered_BK) {
        return scores_BK.add(considered_BK.sub(1).mul(1e9f));
    }
}
