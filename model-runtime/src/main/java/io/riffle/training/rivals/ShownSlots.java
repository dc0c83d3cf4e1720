package io.riffle.training.rivals;

import io.riffle.training.lists.ListSample;
import java.util.List;

/**
 * What stood in the slots of shown slates, apart for those with a click and those without.
 *
 * <p><b>Shapes.</b> B lists, S slots, K candidates.
 */
final class ShownSlots {
    final float[] clicked_BSK;
    final float[] silent_BSK;

    /** Slots that showed something. */
    final int count;

    ShownSlots(List<ListSample> lists, int slots, int candidates) {
        clicked_BSK = new float[lists.size() * slots * candidates];
        silent_BSK = new float[lists.size() * slots * candidates];
        int counted = 0;
        for (int b = 0; b < lists.size(); b++) {
            ListSample list = lists.get(b);
            float[] kind = list.clicked() ? clicked_BSK : silent_BSK;
            for (int i = 0; i < list.size(); i++) {
                int t = list.position(i);
                if (t >= 0 && t < slots) {
                    kind[(b * slots + t) * candidates + i] = 1;
                    counted++;
                }
            }
        }
        count = counted;
    }
}
