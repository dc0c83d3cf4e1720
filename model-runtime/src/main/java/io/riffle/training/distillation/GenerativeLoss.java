package io.riffle.training.distillation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.engine.Scalars;

/**
 * The teacher's loss: at every slot, cross-entropy of the exact conditional distribution over the
 * candidates still available, discounted like NDCG, and optionally a hinge between positives and
 * negatives.
 *
 * <p>{@code L = 1/ΣD Σ_t D(t) (CE_t + λ HG_t)}, mean over lists with a positive. By default every
 * remaining positive is right; see {@link SlotLabel} for what else slots are asked for.
 *
 * <p><b>Shapes.</b> B lists, S slots, K candidates.
 *
 * <p><b>Source.</b> PSAD, arXiv 2603.07107, generative loss; the form is Seq2Slate's supervised
 * loss.
 */
final class GenerativeLoss {
    private final float hinge;

    GenerativeLoss(float hinge) {
        this.hinge = hinge;
    }

    /** Log-probabilities (B, S, K) of the available candidates; about -1e9 for the others. */
    static NDArray logProbabilities(NDArray logits_BSK, NDArray blocked_BSK) {
        return logits_BSK.add(blocked_BSK.mul(-1e9f)).logSoftmax(2);
    }

    /** The loss of raw logits, a scalar. */
    NDArray of(NDArray logits_BSK, NDArray logProbabilities_BSK, TeacherSlots target) {
        NDManager manager = logits_BSK.getManager();
        Shape shape = logits_BSK.getShape();
        NDArray loss =
                manager.create(target.target_BSK, shape).mul(logProbabilities_BSK).sum().neg();
        if (hinge == 0) {
            return loss;
        }
        NDArray positive_BSK = manager.create(target.positive_BSK, shape);
        NDArray negative_BSK =
                manager.create(target.blocked_BSK, shape).add(positive_BSK).mul(-1).add(1);
        NDArray least_BS = logits_BSK.add(positive_BSK.mul(-1).add(1).mul(1e9f)).min(new int[] {2});
        NDArray most_BS = logits_BSK.add(negative_BSK.mul(-1).add(1).mul(-1e9f)).max(new int[] {2});
        NDArray gap_BS = most_BS.sub(least_BS).add(1).getNDArrayInternal().relu();
        NDArray weight_BS = manager.create(target.weight_BS, new Shape(shape.get(0), shape.get(1)));
        return loss.add(Scalars.times(gap_BS.mul(weight_BS).sum(), hinge));
    }
}
