package io.riffle.training.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.lists.ListSample;
import io.riffle.training.testing.ShownLists;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SlotLabelsTest {
    private static final SlotLabels SHOWN = new SlotLabels(SlotLabel.SHOWN, 10);

    @Test
    void clickedItemIsAskedForWhereItWasShownByTheInverseOfItsChance() {
        ListBatch batch = batch(List.of(shown(new float[] {.5f, .1f, 0, 0, 0})));
        TeacherSlots slots = SHOWN.of(batch, logged(batch), null);
        // Candidate 1 was shown first, candidate 0 second; both were clicked.
        assertThat(asked(slots, 0)).containsExactly(0, 1);
        assertThat(asked(slots, 1)).containsExactly(1, 0);
        assertThat(asked(slots, 2)).containsExactly(-1, -1);
        float first = slots.target_BSK[1];
        float second = slots.target_BSK[5];
        // 1 / (.1 · 5 candidates) and 1 / (.5 · 4 candidates), together the weight of one list.
        assertThat(first / second).isCloseTo(2 / .5f, within(1e-4f));
        assertThat(first + second).isCloseTo(1, within(1e-5f));
    }

    @Test
    void candidatesThatMightHaveBeenShownAreAvailable() {
        ListBatch batch = batch(List.of(shown(new float[] {.5f, .1f, 0, 0, 0})));
        TeacherSlots slots = SHOWN.of(batch, logged(batch), null);
        assertThat(batch.considered(0, 3)).as("the student leaves it out").isFalse();
        assertThat(slots.open_BK).containsExactly(1, 1, 1, 1, 1);
        assertThat(slots.blocked_BSK).startsWith(0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0);
    }

    @Test
    void rareDisplaysAreBounded() {
        ListBatch batch = batch(List.of(shown(new float[] {.5f, 1e-6f, 0, 0, 0})));
        TeacherSlots slots = SHOWN.of(batch, logged(batch), null);
        assertThat(slots.target_BSK[1] / slots.target_BSK[5]).isCloseTo(10 / .5f, within(1e-3f));
    }

    @Test
    void listsWithoutPropensitiesAskForAnyRemainingPositive() {
        ListBatch batch = batch(ShownLists.draw(6, 5, 2));
        int[][] order = RollIns.draw(RollIn.FIRST_STAGE_PL, batch, 4, new SplittableRandom(1));
        TeacherSlots shown = SHOWN.of(batch, order, null);
        TeacherSlots remaining = new SlotLabels(SlotLabel.REMAINING, 10).of(batch, order, null);
        assertThat(shown.target_BSK).isEqualTo(remaining.target_BSK);
    }

    @Test
    void otherOrdersThanTheDisplayedAskForAnyRemainingPositive() {
        ListBatch batch = batch(List.of(shown(new float[] {.5f, .1f, 0, 0, 0})));
        int[][] order = {{2, 0, 1, 3}};
        TeacherSlots slots = SHOWN.of(batch, order, null);
        assertThat(slots.target_BSK[0]).isPositive().isEqualTo(slots.target_BSK[1]);
    }

    private static int[] asked(TeacherSlots slots, int t) {
        int[] found = {-1, -1};
        for (int i = 0; i < 5; i++) {
            if (slots.target_BSK[t * 5 + i] > 0) {
                found = new int[] {t, i};
            }
        }
        return found;
    }

    /** Candidate 1 shown first, candidate 0 second, both clicked; candidate 2 third; no others. */
    private static ListSample shown(float[] propensities) {
        ListSample list = ShownLists.draw(1, 5, 7).get(0);
        propensities[2] = .2f;
        return new ListSample(
                list.listId(),
                list.userId(),
                list.seconds(),
                list.profile(),
                list.history(),
                list.historySeconds(),
                list.candidates(),
                list.scores(),
                list.features(),
                new float[] {1, 1, 0, 0, 0},
                new int[] {1, 0, 2, -1, -1},
                propensities);
    }

    private static int[][] logged(ListBatch batch) {
        return RollIns.draw(
                RollIn.FIRST_STAGE_PL, RollIn.LOGGED, batch, 4, new SplittableRandom(1));
    }

    private static ListBatch batch(List<ListSample> lists) {
        return ListBatch.of(
                lists,
                ShownLists.config(),
                ShownLists.items(),
                RerankerOptions.defaults(3),
                null,
                new SplittableRandom(1));
    }
}
