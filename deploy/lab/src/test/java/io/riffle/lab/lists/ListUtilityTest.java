package io.riffle.lab.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.counterfactual.DisplayPolicy;
import io.riffle.training.lists.ListSample;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What an order of logged candidates is worth, estimated from what was shown instead. */
final class ListUtilityTest {
    private static final double[] WEIGHTS = {6, 3, 1.5, .75, .4};
    private static final double[] LIKED = {.1, .3, .5, .7, .9};
    private static final double[] EXAMINED = {1, .6, .4};
    private static final int LISTS = 20_000;

    @Test
    void unlikelyOrdersAreWorthWhatTheyBring() {
        for (int[] order : new int[][] {{4, 3, 2, 1, 0}, {0, 1, 2, 3, 4}, {2, 4, 0, 3, 1}}) {
            SplittableRandom random = new SplittableRandom(5);
            double sum = 0;
            double squares = 0;
            for (int n = 0; n < LISTS; n++) {
                ListSample list = shown(random);
                double worth =
                        ListSource.estimated(list, DisplayPolicy.chancesAsDisplayed(list), order);
                sum += worth;
                squares += worth * worth;
            }
            double due = 0;
            for (int t = 0; t < EXAMINED.length; t++) {
                due += EXAMINED[t] * LIKED[order[t]];
            }
            double mean = sum / LISTS;
            double error = Math.sqrt((squares / LISTS - mean * mean) / LISTS);
            assertThat(mean).as(Arrays.toString(order)).isCloseTo(due, within(5 * error));
        }
    }

    /** Drawn slot by slot, by weight; what is logged is the chance given what came before. */
    private static ListSample shown(SplittableRandom random) {
        int size = WEIGHTS.length;
        double[] left = WEIGHTS.clone();
        int[] positions = new int[size];
        Arrays.fill(positions, -1);
        float[] propensities = new float[size];
        float[] labels = new float[size];
        float[] scores = new float[size];
        String[] candidates = new String[size];
        for (int i = 0; i < size; i++) {
            candidates[i] = "i" + i;
            scores[i] = (float) Math.log(WEIGHTS[i]);
        }
        for (int t = 0; t < EXAMINED.length; t++) {
            double sum = Arrays.stream(left).sum();
            double place = random.nextDouble() * sum;
            int chosen = -1;
            for (int i = 0; i < size && (chosen < 0 || place >= 0); i++) {
                chosen = left[i] > 0 ? i : chosen;
                place -= left[i];
            }
            positions[chosen] = t;
            propensities[chosen] = (float) (left[chosen] / sum);
            left[chosen] = 0;
            labels[chosen] = random.nextDouble() < EXAMINED[t] * LIKED[chosen] ? 1 : 0;
        }
        return new ListSample(
                "l",
                "u",
                1_000_000,
                Map.of(),
                new String[0],
                new long[0],
                candidates,
                scores,
                new float[0][],
                labels,
                positions,
                propensities);
    }
}
