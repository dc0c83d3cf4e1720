package io.riffle.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ExaminationCurveTest {

    @Test
    void examinationIsFoundUnderARandomDisplay() {
        ExaminationCurve curve = new ExaminationCurve(4);
        SplittableRandom random = new SplittableRandom(1);
        double[] examined = {1, .5, .25, .125};
        for (int n = 0; n < 8_000; n++) {
            float[] labels = new float[4];
            for (int i = 0; i < 4; i++) {
                labels[i] = random.nextDouble() < .6 * examined[i] ? 1 : 0;
            }
            curve.add(list(labels, .25f, .25f, .25f, .25f));
        }
        for (int position = 0; position < 4; position++) {
            assertThat(curve.factor(position, 10))
                    .isCloseTo((float) (1 / examined[position]), within(.12f * (1 << position)));
        }
        assertThat(curve.factor(3, 3)).isEqualTo(3);
        assertThat(curve.factor(-1, 10)).isEqualTo(1);
    }

    @Test
    void withoutPropensitiesNothingIsCorrected() {
        ExaminationCurve curve = new ExaminationCurve(4);
        assertThat(curve.factor(3, 10)).isEqualTo(1);
        for (int n = 0; n < 100; n++) {
            curve.add(list(new float[] {1, 0, 0, 0}));
        }
        assertThat(curve.factor(3, 10)).isEqualTo(1);
    }

    private static ListSample list(float[] labels, float... propensities) {
        return new ListSample(
                "l",
                "u",
                0,
                Map.of(),
                new String[0],
                new long[0],
                new String[] {"a", "b", "c", "d"},
                new float[0],
                new float[0][],
                labels,
                new int[0],
                propensities);
    }
}
