package io.riffle.training.distillation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.engine.Scalars;
import io.riffle.training.lists.ListSample;
import org.jspecify.annotations.Nullable;

/**
 * The student's loss on labels: listwise softmax cross-entropy, or one of each candidate alone.
 *
 * <p>Lists without a positive label carry no listwise gradient.
 *
 * <p><b>Shapes.</b> B lists, K candidates, S slots.
 *
 * <p><b>Source.</b> PSAD, arXiv 2603.07107, scoring loss; the listwise form is RankT5's; a click as
 * examination times attraction is the position-based model (Craswell et al., WSDM 2008).
 */
public final class ScoringLoss {
    /** Logit of a slot that was looked at for certain. */
    private static final float CERTAIN = 30;

    private final ScoreLoss kind;

    /** The loss of a kind. */
    public ScoringLoss(ScoreLoss kind) {
        this.kind = kind;
    }

    /**
     * The loss of scores (B, K), a scalar.
     *
     * @param examined_BS logits of how likely a slot is looked at; null where nothing tells
     */
    public NDArray of(NDArray scores_BK, @Nullable NDArray examined_BS, ListBatch batch) {
        return switch (kind) {
            case LISTWISE -> listwise(scores_BK, batch);
            case BINARY -> alone(scores_BK, null, batch);
            case EXAMINED -> alone(scores_BK, examined_BS, batch);
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
    private static NDArray alone(
            NDArray scores_BK, @Nullable NDArray examined_BS, ListBatch batch) {
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
        NDArray log_BK = logSigmoid(scores_BK);
        if (examined_BS != null) {
            log_BK = log_BK.add(logSigmoid(examined(examined_BS, batch)));
        }
        NDArray not_BK = log_BK.exp().neg().add(1).maximum(1e-6f).log();
        return Scalars.times(
                manager.create(clicked, shape)
                        .mul(log_BK)
                        .add(manager.create(passed, shape).mul(not_BK))
                        .sum(),
                -1f / batch.size());
    }

    /** How likely each candidate was looked at where it was shown, as a logit (B, K). */
    private static NDArray examined(NDArray examined_BS, ListBatch batch) {
        int slots = Math.toIntExact(examined_BS.getShape().get(1));
        int k = batch.candidates;
        long[] places = new long[batch.size() * k];
        float[] known = new float[places.length];
        for (int b = 0; b < batch.size(); b++) {
            ListSample list = batch.samples.get(b);
            for (int i = 0; i < list.size(); i++) {
                places[b * k + i] = Math.max(0, Math.min(slots - 1, list.position(i)));
                known[b * k + i] = list.examined() >= 0 ? 2 * CERTAIN : 0;
            }
        }
        NDManager manager = examined_BS.getManager();
        Shape shape = new Shape(batch.size(), k);
        return examined_BS
                .gather(manager.create(places, shape), 1)
                .add(manager.create(known, shape))
                .clip(-CERTAIN, CERTAIN);
    }

    /** log σ(x), in the form that never overflows. */
    static NDArray logSigmoid(NDArray x) {
        return x.minimum(0).sub(x.abs().neg().exp().add(1).log());
    }

    /** Scores with -1e9 where a candidate does not count. */
    static NDArray masked(NDArray scores_BK, NDArray considered_BK) {
        return scores_BK.add(considered_BK.sub(1).mul(1e9f));
    }
}
