package io.riffle.training.reranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.distillation.DistillationTarget;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.Dcg;
import io.riffle.training.testing.Displays;
import io.riffle.training.testing.ShownLists;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DistillationWeightTest {
    private final RerankerOptions options = RerankerOptions.defaults(1);

    @Test
    void weightGrowsToItsFullValueOverTheWarmUp() {
        DistillationWeight guard = new DistillationWeight(options);
        assertThat(guard.weight(options.warmupLists() / 2)).isZero();
        assertThat(guard.weight(options.warmupLists()))
                .isCloseTo(options.distillation() / 2, within(1e-6f));
        assertThat(guard.weight(1)).isEqualTo(options.distillation());
        assertThat(guard.warm()).isTrue();
    }

    @Test
    void teacherThatRanksWorseThanTheStudentIsNotListenedTo() {
        DistillationWeight guard = new DistillationWeight(options);
        guard.weight(2 * options.warmupLists());
        guard.observe(.4, .5);
        assertThat(guard.weight(1)).isZero();
        for (int n = 0; n < 40; n++) {
            guard.observe(.6, .5);
        }
        assertThat(guard.weight(1)).isEqualTo(options.distillation());
    }

    @Test
    void restoredGuardGoesOn() {
        DistillationWeight guard = new DistillationWeight(options);
        guard.weight(2 * options.warmupLists());
        guard.observe(.4, .5);
        DistillationWeight restored = new DistillationWeight(options);
        restored.restore(guard.state());
        assertThat(restored.warm()).isTrue();
        assertThat(restored.weight(1)).isZero();
    }

    @Test
    void ndcgIsOneForTheIdealOrderAndNegativeWithoutPositives() {
        float[] labels = {0, 1, 0, 1};
        assertThat(Dcg.ndcg(new int[] {1, 3, 0, 2}, labels, 2)).isEqualTo(1);
        assertThat(Dcg.ndcg(new int[] {0, 1, 2, 3}, labels, 2))
                .isCloseTo(.6309 / 1.6309, within(1e-3));
        assertThat(Dcg.ndcg(new int[] {0}, new float[] {0}, 2)).isNegative();
    }

    @Test
    void listsThatAreComparedAreLearnedInNoPass() {
        DistillationWeight guard = new DistillationWeight(options);
        List<ListSample> lists = ShownLists.draw(1_000, 4, 1);
        DistillationWeight.Split split = guard.split(lists);
        assertThat(split.apart()).hasSize(50).doesNotContainAnyElementsOf(split.learned());
        assertThat(split.learned()).hasSize(950);
        // In turn, step by step: all of them.
        assertThat(guard.split(ShownLists.draw(8_000, 4, 1)).apart()).hasSize(192);
        Set<String> turned = new HashSet<>();
        List<ListSample> apart = guard.split(ShownLists.draw(8_000, 4, 1)).apart();
        for (long step = 0; step < 32; step += 8) {
            DistillationWeight.turn(apart, step).forEach(list -> turned.add(list.listId()));
        }
        assertThat(turned).hasSize(192);
        // Where nobody is listened to, nothing is kept from learning.
        assertThat(new DistillationWeight(options.studentOnly()).split(lists).apart()).isEmpty();
    }

    /** Lists whose labels only the comparison sees cannot change what is learned from labels. */
    @Test
    void labelsOfListsKeptApartAreNotLearned() {
        List<ListSample> lists = ShownLists.draw(400, 6, 5);
        List<ListSample> apart = new DistillationWeight(options).split(lists).apart();
        List<ListSample> other = new ArrayList<>();
        for (ListSample list : lists) {
            float[] labels = list.labels().clone();
            for (int i = 0; i < labels.length && apart.contains(list); i++) {
                labels[i] = 1 - labels[i];
            }
            other.add(Displays.labelled(list, labels));
        }
        float[][] asDrawn = scores(lists);
        float[][] asChanged = scores(other);
        // The guard's verdict may differ, and lets the teacher's part through: a thousandth of it.
        for (int n = 0; n < asDrawn.length; n++) {
            assertThat(asChanged[n]).containsExactly(asDrawn[n], within(2e-3f));
        }
    }

    private static float[][] scores(List<ListSample> lists) {
        RerankerOptions slow =
                RerankerOptions.defaults(3).change().dropout(0).build().withSteps(32, 1e-2f);
        try (RerankerTrainer trainer =
                new RerankerTrainer(
                        ShownLists.config(),
                        ShownLists.items(),
                        new float[0],
                        slow.withDistillation(DistillationTarget.AVAIL_MEAN, 1e-3f))) {
            trainer.fit(lists, 3);
            return trainer.score(ShownLists.draw(10, 6, 9));
        }
    }
}
