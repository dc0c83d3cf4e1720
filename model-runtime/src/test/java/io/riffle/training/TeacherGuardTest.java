package io.riffle.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class TeacherGuardTest {
    private final RerankerOptions options = RerankerOptions.defaults(1);

    @Test
    void weightGrowsToItsFullValueOverTheWarmUp() {
        TeacherGuard guard = new TeacherGuard(options);
        assertThat(guard.weight(options.warmupLists() / 2)).isZero();
        assertThat(guard.weight(options.warmupLists()))
                .isCloseTo(options.distillation() / 2, within(1e-6f));
        assertThat(guard.weight(1)).isEqualTo(options.distillation());
        assertThat(guard.warm()).isTrue();
    }

    @Test
    void teacherThatRanksWorseThanTheStudentIsNotListenedTo() {
        TeacherGuard guard = new TeacherGuard(options);
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
        TeacherGuard guard = new TeacherGuard(options);
        guard.weight(2 * options.warmupLists());
        guard.observe(.4, .5);
        TeacherGuard restored = new TeacherGuard(options);
        restored.restore(guard.state());
        assertThat(restored.warm()).isTrue();
        assertThat(restored.weight(1)).isZero();
    }

    @Test
    void ndcgIsOneForTheIdealOrderAndNegativeWithoutPositives() {
        float[] labels = {0, 1, 0, 1};
        assertThat(TeacherGuard.ndcg(new int[] {1, 3, 0, 2}, labels, 2)).isEqualTo(1);
        assertThat(TeacherGuard.ndcg(new int[] {0, 1, 2, 3}, labels, 2))
                .isCloseTo(.6309 / 1.6309, within(1e-3));
        assertThat(TeacherGuard.ndcg(new int[] {0}, new float[] {0}, 2)).isNegative();
    }
}
