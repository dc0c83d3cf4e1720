package io.riffle.training.evaluator;

import io.riffle.training.lists.ListSample;
import java.util.Arrays;
import java.util.List;

/**
 * Slates as they were shown, side by side: what stood where, what of it was clicked, and what it
 * had in common with what stood before.
 *
 * <p><b>Shapes.</b> B lists, S slots, K candidates of the longest list, R kinds of having something
 * in common. A slot that shows nothing, or of which nobody knows whether it was seen, does not
 * count.
 */
final class ShownBatch {
    final int lists;
    final int slots;
    final float[] placed_BSK;
    final float[] clicked_BS;
    final float[] counted_BS;
    final float[] shared_BRSS;

    ShownBatch(List<ListSample> samples, int candidates, int slots, CategoryAgreement shared) {
        lists = samples.size();
        this.slots = slots;
        placed_BSK = new float[lists * slots * candidates];
        clicked_BS = new float[lists * slots];
        counted_BS = new float[lists * slots];
        shared_BRSS = new float[lists * shared.kinds() * slots * slots];
        for (int b = 0; b < lists; b++) {
            ListSample list = samples.get(b);
            int[] order = shown(list, slots);
            for (int t = 0; t < slots; t++) {
                int i = order[t];
                if (i < 0) {
                    continue;
                }
                int at = b * slots + t;
                placed_BSK[at * candidates + i] = 1;
                clicked_BS[at] = list.labels()[i] > 0 ? 1 : 0;
                counted_BS[at] = list.perhapsUnseen(i) ? 0 : 1;
            }
            inCommon(b, order, shared.rows(list), shared);
        }
    }

    /** Slots that count. */
    double counted() {
        double sum = 0;
        for (float one : counted_BS) {
            sum += one;
        }
        return sum;
    }

    /** Candidate that was shown in each of the first slots; -1 for none. */
    static int[] shown(ListSample list, int slots) {
        int[] order = new int[slots];
        Arrays.fill(order, -1);
        for (int i = 0; i < list.size(); i++) {
            int position = list.position(i);
            if (position >= 0 && position < slots) {
                order[position] = i;
            }
        }
        return order;
    }

    private void inCommon(int b, int[] order, int[][] rows, CategoryAgreement shared) {
        for (int r = 0; r < shared.kinds(); r++) {
            int from = (b * shared.kinds() + r) * slots * slots;
            for (int t = 0; t < slots; t++) {
                for (int before = 0; before < t; before++) {
                    boolean agree =
                            order[t] >= 0
                                    && order[before] >= 0
                                    && shared.agree(r, rows[order[t]], rows[order[before]]);
                    shared_BRSS[from + t * slots + before] = agree ? 1 : 0;
                }
            }
        }
    }
}
