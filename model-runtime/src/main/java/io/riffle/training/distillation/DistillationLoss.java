package io.riffle.training.distillation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.engine.Scalars;
import io.riffle.training.metrics.Dcg;

/**
 * What the student learns from the teacher: {@code τ² KL(q ‖ softmax(s/τ))}, mean over lists, where
 * q comes from the teacher and carries no gradient; or the teacher's slate as a Plackett-Luce
 * order.
 *
 * <p><b>Shapes.</b> B lists, S slots, K candidates.
 *
 * <p><b>Source.</b> PSAD, arXiv 2603.07107, online distillation; the targets are design §4.8.
 */
final class DistillationLoss {
    private final float temperature;

    DistillationLoss(float temperature) {
        this.temperature = temperature;
    }

    /**
     * Mean log-probability of each candidate over the slots in which it was available, as a
     * distribution.
     *
     * <p>Not the sum over slots: after a candidate is placed it would stop collecting.
     */
    NDArray availableMean(NDArray logProbabilities_BSK, TeacherSlots slots) {
        NDManager manager = logProbabilities_BSK.getManager();
        Shape shape = logProbabilities_BSK.getShape();
        int perSlot = Math.toIntExact(shape.get(2));
        float[] weight = new float[slots.blocked_BSK.length];
        for (int i = 0; i < weight.length; i++) {
            int slot = i / perSlot % slots.slots;
            weight[i] = (1 - slots.blocked_BSK[i]) * (float) Dcg.discount(slot);
        }
        NDArray weight_BSK = manager.create(weight, shape);
        NDArray total_BK = weight_BSK.sum(new int[] {1});
        NDArray mean_BK =
                logProbabilities_BSK
                        .stopGradient()
                        .clip(-30, 0)
                        .mul(weight_BSK)
                        .sum(new int[] {1})
                        .div(total_BK.maximum(1e-6f));
        // Never available means not considered: no share of the target.
        return mean_BK.div(temperature)
                .add(total_BK.lte(0).toType(mean_BK.getDataType(), false).mul(-1e9f))
                .softmax(1);
    }

    /**
     * τ² KL(teacher ‖ student) of every slot given what stands before it, discounted like NDCG;
     * mean over lists.
     *
     * @param logProbabilities_BSK the teacher's
     * @param student_BSK the student's scores with its pair terms
     */
    NDArray conditional(NDArray logProbabilities_BSK, NDArray student_BSK, TeacherSlots slots) {
        NDManager manager = student_BSK.getManager();
        Shape shape = student_BSK.getShape();
        float[] weight = new float[slots.blocked_BSK.length];
        int perSlot = Math.toIntExact(shape.get(2));
        double discounts = 0;
        for (int t = 0; t < slots.slots; t++) {
            discounts += Dcg.discount(t);
        }
        for (int i = 0; i < weight.length; i++) {
            int slot = i / perSlot % slots.slots;
            weight[i] = (1 - slots.blocked_BSK[i]) * (float) (Dcg.discount(slot) / discounts);
        }
        NDArray blocked_BSK = manager.create(slots.blocked_BSK, shape).mul(-1e9f);
        NDArray teacher_BSK =
                Scalars.times(logProbabilities_BSK.stopGradient().clip(-1e4, 0), 1 / temperature)
                        .add(blocked_BSK)
                        .logSoftmax(2);
        NDArray learner_BSK =
                Scalars.times(student_BSK, 1 / temperature).add(blocked_BSK).logSoftmax(2);
        return Scalars.times(
                teacher_BSK
                        .exp()
                        .mul(teacher_BSK.clip(-1e4, 0).sub(learner_BSK.clip(-1e4, 0)))
                        .mul(manager.create(weight, shape))
                        .sum(),
                temperature * temperature / shape.get(0));
    }

    /** Distribution of the first slot at the temperature. */
    NDArray first(NDArray logits_BSK, NDArray considered_BK) {
        NDArray first_BK = logits_BSK.stopGradient().get(":, 0");
        return ScoringLoss.masked(first_BK.div(temperature), considered_BK).softmax(1);
    }

    /** Discounted shares of candidates in drawn slates, as a distribution. */
    static float[] marginal(int[][][] drawn, int candidates) {
        int lists = drawn[0].length;
        float[] share = new float[lists * candidates];
        for (int b = 0; b < lists; b++) {
            double total = 0;
            for (int[][] slates : drawn) {
                for (int t = 0; t < slates[b].length; t++) {
                    share[b * candidates + slates[b][t]] += (float) Dcg.discount(t);
                    total += Dcg.discount(t);
                }
            }
            for (int i = 0; i < candidates && total > 0; i++) {
                share[b * candidates + i] /= (float) total;
            }
        }
        return share;
    }

    /** τ² KL(q ‖ softmax(s/τ)) over the candidates that count. */
    NDArray divergence(NDArray target_BK, NDArray scores_BK, NDArray considered_BK) {
        NDArray target = target_BK.stopGradient();
        NDArray student =
                ScoringLoss.masked(Scalars.times(scores_BK, 1 / temperature), considered_BK)
                        .logSoftmax(1);
        return Scalars.times(
                target.mul(target.add(1e-9f).log().sub(student.clip(-1e4, 0))).sum(),
                temperature * temperature / scores_BK.getShape().get(0));
    }

    /**
     * Negative log-likelihood of the teacher's slates under the student's Plackett-Luce order,
     * discounted like NDCG.
     */
    static NDArray order(NDArray scores_BK, int[][] slates) {
        NDManager manager = scores_BK.getManager();
        int lists = slates.length;
        int k = Math.toIntExact(scores_BK.getShape().get(1));
        int slots = 0;
        double discounts = 0;
        for (int[] slate : slates) {
            slots = Math.max(slots, slate.length);
        }
        for (int t = 0; t < slots; t++) {
            discounts += Dcg.discount(t);
        }
        float[] weight = new float[lists * slots * k];
        float[] blocked = new float[lists * slots * k];
        for (int b = 0; b < lists; b++) {
            for (int t = 0; t < slates[b].length; t++) {
                int at = (b * slots + t) * k;
                weight[at + slates[b][t]] = (float) (Dcg.discount(t) / discounts / lists);
                for (int before = 0; before < t; before++) {
                    blocked[at + slates[b][before]] = -1e9f;
                }
            }
        }
        Shape shape = new Shape(lists, slots, k);
        return scores_BK
                .expandDims(1)
                .add(manager.create(blocked, shape))
                .logSoftmax(2)
                .mul(manager.create(weight, shape))
                .sum()
                .neg();
    }
}
