package io.riffle.training.distillation;

import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.Dcg;
import org.jspecify.annotations.Nullable;

/** Lays out what the teacher's slots are asked for. */
final class SlotLabels {
    private static final double UNCLICKED = .1;

    private final SlotLabel asked;
    private final float bound;

    /**
     * A layout.
     *
     * @param bound largest weight of a click under {@link SlotLabel#SHOWN}
     */
    SlotLabels(SlotLabel asked, float bound) {
        this.asked = asked;
        this.bound = bound;
    }

    /**
     * Lays out targets and masks.
     *
     * @param order (B, S) what stands in the slots; -1 for none
     * @param learned (B, S) false where a slot is given and not asked for; null when all are asked
     */
    TeacherSlots of(ListBatch batch, int[][] order, boolean @Nullable [][] learned) {
        int slots = order[0].length;
        int k = batch.candidates;
        TeacherSlots target = new TeacherSlots(batch.size(), slots, k);
        double discounts = 0;
        for (int t = 0; t < slots; t++) {
            discounts += Dcg.discount(t);
        }
        ShownClicks shown = new ShownClicks(bound);
        double perWeight = 1 / (discounts * Math.max(1e-9, batch.weight()));
        for (int b = 0; b < batch.size(); b++) {
            boolean[] used = new boolean[k];
            boolean seen = learned == null && seen(batch.samples.get(b), order[b]);
            for (int i = 0; i < k; i++) {
                boolean open = seen ? i < batch.samples.get(b).size() : batch.considered(b, i);
                target.open_BK[b * k + i] = open ? 1 : 0;
            }
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
                boolean open = learned == null || learned[b][t];
                double scale = clicked && open ? perWeight * batch.weight(b) : 0;
                int candidates = available(target, b, t, used, k);
                if (seen) {
                    shown.ask(batch, target, b, t, candidates, order[b][t]);
                } else {
                    slot(batch, target, b, t, scale, order[b][t]);
                }
                if (learned == null && order[b][t] >= 0) {
                    used[order[b][t]] = true;
                }
            }
        }
        shown.share(batch, target);
        return target;
    }

    /** Whether the slots hold what the user was shown there, and how likely that was is known. */
    private boolean seen(ListSample list, int[] order) {
        if (asked != SlotLabel.SHOWN || list.propensities().length == 0) {
            return false;
        }
        for (int t = 0; t < order.length; t++) {
            boolean there = order[t] >= 0 && list.shown(order[t]);
            if (there && list.position(order[t]) != t) {
                return false;
            }
        }
        return true;
    }

    /** Marks what is blocked in a slot; returns how many candidates are not. */
    private static int available(TeacherSlots target, int b, int t, boolean[] used, int k) {
        int available = 0;
        for (int i = 0; i < k; i++) {
            boolean open = !used[i] && target.open_BK[b * k + i] > 0;
            target.blocked_BSK[(b * target.slots + t) * k + i] = open ? 0 : 1;
            available += open ? 1 : 0;
        }
        return available;
    }

    private void slot(
            ListBatch batch, TeacherSlots target, int b, int t, double scale, int placed) {
        int k = batch.candidates;
        int from = (b * target.slots + t) * k;
        double remaining = 0;
        for (int i = 0; i < k; i++) {
            float label = batch.labels_BK[b * k + i];
            if (target.blocked_BSK[from + i] == 0 && label > 0) {
                target.positive_BSK[from + i] = 1;
                remaining += label;
            }
        }
        double weight = scale * Dcg.discount(t);
        boolean exact = asked == SlotLabel.LABEL_ORDER;
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
}
