package io.riffle.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.Scalars;
import org.jspecify.annotations.Nullable;

/**
 * The teacher's loss: at every slot, cross-entropy of the exact conditional distribution over the
 * candidates still available, discounted like NDCG, and optionally a hinge between positives and
 * negatives.
 *
 * <p>{@code L = 1/ΣD Σ_t D(t) (CE_t + λ HG_t)}, mean over lists with a positive. By default every
 * remaining positive is right; the exact target asks for the t-th of the label order instead.
 *
 * <p><b>Shapes.</b> B lists, S slots, K candidates.
 *
 * <p><b>Source.</b> PSAD, arXiv 2603.07107, generative loss; the form is Seq2Slate's supervised
 * loss.
 */
final class GenerativeLoss {
    private static final double UNCLICKED = .1;

    private final boolean exact;
    private final float hinge;

    GenerativeLoss(boolean exact, float hinge) {
        this.exact = exact;
        this.hinge = hinge;
    }

    /** What one batch asks of the teacher's logits. */
    static final class Slots {
        final int slots;

        /** 0 where available (B, S, K), else 1: placed before, not considered, or padding. */
        final float[] blocked_BSK;

        /** Weighted target distribution (B, S, K). */
        final float[] target_BSK;

        /** 1 for remaining positives (B, S, K). */
        final float[] positive_BSK;

        /** Weight of each slot's hinge (B, S). */
        final float[] weight_BS;

        private Slots(int lists, int slots, int candidates) {
            this.slots = slots;
            blocked_BSK = new float[lists * slots * candidates];
            target_BSK = new float[lists * slots * candidates];
            positive_BSK = new float[lists * slots * candidates];
            weight_BS = new float[lists * slots];
        }

        NDArray blocked(NDManager manager, int lists) {
            return manager.create(
                    blocked_BSK, new Shape(lists, slots, blocked_BSK.length / lists / slots));
        }
    }

    /**
     * Lays out targets and masks.
     *
     * @param order (B, S) what stands in the slots; -1 for none
     * @param learned (B, S) false where a slot is given and not asked for; null when all are asked
     */
    Slots slots(ListBatch batch, int[][] order, boolean @Nullable [][] learned) {
        int slots = order[0].length;
        int k = batch.candidates;
        Slots target = new Slots(batch.size(), slots, k);
        double discounts = 0;
        for (int t = 0; t < slots; t++) {
            discounts += TeacherGuard.discount(t);
        }
        double perList = 1 / (discounts * Math.max(1, batch.clicked()));
        for (int b = 0; b < batch.size(); b++) {
            boolean[] used = new boolean[k];
            if (learned != null) {
                // Given slots are seen from everywhere, so their items are taken everywhere.
                for (int t = 0; t < slots; t++) {
                    if (!learned[b][t] && order[b][t] >= 0) {
                        used[order[b][t]] = true;
                    }
                }
            }
            boolean clicked = batch.total(b) > 0;
            for (int t = 0; t < slots; t++) {
                boolean asked = learned == null || learned[b][t];
                slot(batch, target, b, t, used, clicked && asked ? perList : 0, order[b][t]);
                if (learned == null && order[b][t] >= 0) {
                    used[order[b][t]] = true;
                }
            }
        }
        return target;
    }

    private void slot(
            ListBatch batch, Slots target, int b, int t, boolean[] used, double scale, int placed) {
        int k = batch.candidates;
        int from = (b * target.slots + t) * k;
        double remaining = 0;
        for (int i = 0; i < k; i++) {
            boolean open = !used[i] && batch.considered_BK[b * k + i] > 0;
            float label = batch.labels_BK[b * k + i];
            target.blocked_BSK[from + i] = open ? 0 : 1;
            if (open && label > 0) {
                target.positive_BSK[from + i] = 1;
                remaining += label;
            }
        }
        double weight = scale * TeacherGuard.discount(t);
        if (exact && placed >= 0 && target.blocked_BSK[from + placed] == 0) {
            float label = batch.labels_BK[b * k + placed];
            double gain = label > 0 ? Math.pow(2, label) - 1 : UNCLICKED;
            target.target_BSK[from + placed] = (float) (weight * gain);
            target.weight_BS[b * target.slots + t] = (float) (weight * gain);
        } else if (!exact && remaining > 0) {
            target.weight_BS[b * target.slots + t] = (float) weight;
            for (int i = 0; i < k; i++) {
                if (target.positive_BSK[from + i] > 0) {
                    target.target_BSK[from + i] =
                            (float) (weight * batch.labels_BK[b * k + i] / remaining);
                }
            }
        }
    }

    /** Log-probabilities (B, S, K) of the available candidates; about -1e9 for the others. */
    static NDArray logProbabilities(NDArray logits_BSK, NDArray blocked_BSK) {
        return logits_BSK.add(blocked_BSK.mul(-1e9f)).logSoftmax(2);
    }

    /** The loss of raw logits, a scalar. */
    NDArray of(NDArray logits_BSK, NDArray logProbabilities_BSK, Slots target) {
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
