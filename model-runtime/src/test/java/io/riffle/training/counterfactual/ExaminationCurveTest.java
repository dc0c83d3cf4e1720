package io.riffle.training.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.training.lists.ListSample;
import io.riffle.training.testing.Displays;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ExaminationCurveTest {
    private static final double[] EXAMINED = {1, .645, .513, .44, .394, .361, .337, .316, .3, .287};

    @Test
    void examinationIsFoundUnderADisplayThatFollowsTheScores() {
        for (double temperature : new double[] {.6, 2}) {
            assertAsTrue(curve(temperature, 12, EXAMINED, 3_000), EXAMINED);
        }
    }

    @Test
    void examinationIsFoundWhereAllCandidatesAreShown() {
        double[] few = Arrays.copyOf(EXAMINED, 4);
        assertAsTrue(curve(1, 4, few, 6_000), few);
    }

    /** More slots than all orders are summed for. */
    @Test
    void examinationIsFoundInLongSlates() {
        double[] many = new double[14];
        Arrays.setAll(many, t -> 1 / (1 + .2 * t));
        ExaminationCurve curve = curve(1.5, 20, many, 150);
        // Chances that are drawn themselves have an error of some hundredths.
        for (int t = 1; t < many.length; t++) {
            double tolerance = 5 * error(curve, t) + .1;
            assertThat(Math.log(curve.factor(t, 100) * many[t])).isCloseTo(0, within(tolerance));
        }
    }

    @Test
    void factorsAreBoundedAndTheFirstPositionHasNone() {
        ExaminationCurve curve = curve(1, 12, EXAMINED, 500);
        assertThat(curve.factor(9, 2)).isEqualTo(2);
        assertThat(curve.factor(0, 10)).isEqualTo(1);
        assertThat(curve.factor(-1, 10)).isEqualTo(1);
    }

    @Test
    void laterClicksCountAsIfTheyHadBeenThereAtOnce() {
        SplittableRandom random = new SplittableRandom(4);
        ExaminationCurve once = new ExaminationCurve(10);
        ExaminationCurve twice = new ExaminationCurve(10);
        for (int n = 0; n < 100; n++) {
            ListSample list = list(n, 1, 12, EXAMINED, random);
            float[] early = list.labels().clone();
            float[] late = list.labels().clone();
            for (int i = 0; i < early.length; i++) {
                (i % 2 == 0 ? early : late)[i] = 0;
            }
            once.add(list);
            twice.add(Displays.labelled(list, early));
            twice.addLater(Displays.labelled(list, late));
        }
        for (int t = 1; t < 10; t++) {
            assertThat(twice.factor(t, 100)).isCloseTo(once.factor(t, 100), within(1e-4f));
        }
    }

    /** The lists themselves were counted by another curve, before this one began. */
    @Test
    void laterClicksOfListsThatWereNeverCountedLeaveEveryFactorANumber() {
        SplittableRandom random = new SplittableRandom(4);
        ExaminationCurve curve = new ExaminationCurve(10);
        for (int n = 0; n < 20; n++) {
            ListSample list = list(n, 1, 12, EXAMINED, random);
            float[] clicked = new float[list.labels().length];
            Arrays.fill(clicked, 1);
            curve.addLater(Displays.labelled(list, clicked));
            for (int t = 1; t < 10; t++) {
                assertThat(curve.factor(t, 10)).isBetween(1f, 10f);
                assertThat(curve.examination(t)).isBetween(.01, 10.0);
            }
        }
    }

    @Test
    void withoutPropensitiesNothingIsCorrected() {
        ExaminationCurve curve = new ExaminationCurve(4);
        assertThat(curve.factor(3, 10)).isEqualTo(1);
        ListSample drawn = list(1, 1, 4, Arrays.copyOf(EXAMINED, 4), new SplittableRandom(1));
        for (int n = 0; n < 100; n++) {
            curve.add(
                    new ListSample(
                            "l",
                            "u",
                            0,
                            drawn.profile(),
                            drawn.history(),
                            drawn.historySeconds(),
                            drawn.candidates(),
                            drawn.scores(),
                            drawn.features(),
                            new float[] {1, 0, 0, 0},
                            new int[0],
                            new float[0]));
        }
        assertThat(curve.factor(3, 10)).isEqualTo(1);
        // What is worth something in a lower place is still discounted as usual.
        assertThat(curve.examination(3)).isCloseTo(Math.log(2) / Math.log(5), within(1e-9));
    }

    @Test
    void checkpointThatCountedOtherwiseBeginsAnew() throws Exception {
        ExaminationCurve curve = curve(1, 12, EXAMINED, 500);
        ExaminationCurve restored = new ExaminationCurve(10);
        restored.restore(curve.state());
        assertThat(restored.state()).isEqualTo(curve.state());
        restored.restore(new ObjectMapper().readTree("{\"clicks\":[9,1,1],\"shown\":[10,10,10]}"));
        assertThat(restored.factor(2, 10)).isEqualTo(1);
    }

    private static void assertAsTrue(ExaminationCurve curve, double[] examined) {
        for (int t = 1; t < examined.length; t++) {
            // A weight is at most 1, so the relative error of a sum is at most 1 / its root.
            double tolerance = 5 * error(curve, t) + prior(curve, t);
            assertThat(Math.log(curve.factor(t, 100) * examined[t]))
                    .as("factor of position %d", t)
                    .isCloseTo(0, within(tolerance));
        }
        assertThat(error(curve, 1)).isLessThan(.1);
    }

    private static double error(ExaminationCurve curve, int t) {
        ObjectNode state = curve.state();
        return Math.sqrt(
                1 / state.path("first").path(t).asDouble()
                        + 1 / state.path("there").path(t).asDouble());
    }

    /** What ten units of mass at the mean rate can do. */
    private static double prior(ExaminationCurve curve, int t) {
        return 10 / curve.state().path("there").path(t).asDouble();
    }

    private static ExaminationCurve curve(
            double temperature, int candidates, double[] examined, int lists) {
        SplittableRandom random = new SplittableRandom(7);
        ExaminationCurve curve = new ExaminationCurve(Math.max(10, examined.length));
        for (int n = 0; n < lists; n++) {
            curve.add(list(n, temperature, candidates, examined, random));
        }
        return curve;
    }

    /** What the policy likes is clicked more: its slots hold different items. */
    private static ListSample list(
            int n, double temperature, int candidates, double[] examined, SplittableRandom random) {
        double[] weights = new double[candidates];
        float[] scores = new float[candidates];
        double[] relevance = new double[candidates];
        for (int i = 0; i < candidates; i++) {
            scores[i] = (float) (1.2 * random.nextGaussian());
            weights[i] = Math.exp(scores[i] / temperature);
            relevance[i] = 1 / (1 + Math.exp(-scores[i] - .5 * random.nextGaussian()));
        }
        return Displays.show("l" + n, weights, scores, relevance, examined, random);
    }
}
