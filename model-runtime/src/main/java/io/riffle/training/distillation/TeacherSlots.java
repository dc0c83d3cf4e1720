package io.riffle.training.distillation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * What one batch asks of the teacher's logits.
 *
 * <p><b>Shapes.</b> B lists, S slots, K candidates.
 */
final class TeacherSlots {
    final int slots;

    /** 0 where available (B, S, K), else 1: placed before, not considered, or padding. */
    final float[] blocked_BSK;

    /** Weighted target distribution (B, S, K). */
    final float[] target_BSK;

    /** 1 for remaining positives (B, S, K). */
    final float[] positive_BSK;

    /** 1 for candidates that the distributions range over (B, K). */
    final float[] open_BK;

    /** Weight of each slot's hinge (B, S). */
    final float[] weight_BS;

    TeacherSlots(int lists, int slots, int candidates) {
        this.slots = slots;
        blocked_BSK = new float[lists * slots * candidates];
        target_BSK = new float[lists * slots * candidates];
        positive_BSK = new float[lists * slots * candidates];
        open_BK = new float[lists * candidates];
        weight_BS = new float[lists * slots];
    }

    NDArray blocked(NDManager manager, int lists) {
        return manager.create(
                blocked_BSK, new Shape(lists, slots, blocked_BSK.length / lists / slots));
    }
}
