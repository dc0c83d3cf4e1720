package io.riffle.training.distillation;

import io.riffle.training.lists.ListSample;
import java.util.Arrays;

/**
 * Clicks of one batch on what was shown in a slot, each divided by the chance that it was shown
 * there.
 *
 * <p><b>Source.</b> Inverse propensity weighting, slot by slot; weights are bounded.
 */
final class ShownClicks {
    private final float bound;
    private int[] slots = new int[16];
    private double weighed;
    private int clicked;

    /**
     * Clicks of a batch.
     *
     * @param bound largest weight of a click, where one that any candidate was as likely to get has
     *     weight 1
     */
    ShownClicks(float bound) {
        this.bound = bound;
    }

    /**
     * Asks a slot for what was shown in it, if it was clicked.
     *
     * @param available candidates that might have been shown there
     * @param placed what was shown; -1 for nothing
     */
    void ask(ListBatch batch, TeacherSlots target, int b, int t, int available, int placed) {
        ListSample list = batch.samples.get(b);
        if (placed < 0 || !list.shown(placed) || list.labels()[placed] <= 0) {
            return;
        }
        double propensity = Math.max(1e-9, list.propensities()[placed]);
        int at = b * target.slots + t;
        float weight =
                (float) (list.labels()[placed] * Math.min(bound, 1 / (propensity * available)));
        target.positive_BSK[at * batch.candidates + placed] = 1;
        target.target_BSK[at * batch.candidates + placed] = weight;
        target.weight_BS[at] = weight;
        if (clicked == slots.length) {
            slots = Arrays.copyOf(slots, 2 * clicked);
        }
        slots[clicked++] = at;
        weighed += weight;
    }

    /** Gives the clicks together the share that their lists have in the batch. */
    void share(ListBatch batch, TeacherSlots target) {
        int k = batch.candidates;
        double share = Math.min(1, clicked / (double) Math.max(1, batch.clicked()));
        for (int n = 0; n < clicked; n++) {
            target.weight_BS[slots[n]] *= (float) (share / weighed);
            for (int i = slots[n] * k; i < (slots[n] + 1) * k; i++) {
                target.target_BSK[i] *= (float) (share / weighed);
            }
        }
    }
}
