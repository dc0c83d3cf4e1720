package io.riffle.lab.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.lists.ListSample;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which orders are shown how often, and what the lists say of it. */
class LoggingPolicyTest {

    private static final ListConfig CONFIG = new ListConfig(200, 100, 6, 30, 20, 10, 1.0, 1.0, 8);

    @Test
    void propensitiesAreThoseOfTheLoggingPolicy() {
        ListSimulation simulation = new ListSimulation(CONFIG, 4, 5);
        LoggingPolicy policy = new LoggingPolicy(CONFIG.temperature());
        for (int n = 0; n < 50; n++) {
            ListSample sample = simulation.next().sample();
            int[] order = displayed(sample);
            double[] scores = new double[sample.size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = sample.scores()[i];
            }
            double product = 1;
            for (int i : order) {
                product *= sample.propensities()[i];
            }
            double stated = policy.probability(scores, order);
            assertThat(product).isCloseTo(stated, within(1e-4 * stated));
        }
    }

    @Test
    void ordersAppearAsOftenAsTheirProbabilitySays() {
        LoggingPolicy policy = new LoggingPolicy(0.7);
        double[] scores = {1.0, 0.2, -0.5, 0.6};
        SplittableRandom random = new SplittableRandom(3);
        int[] counts = new int[16];
        int rounds = 40_000;
        for (int round = 0; round < rounds; round++) {
            int[] order = policy.draw(scores, new double[2], random);
            counts[4 * order[0] + order[1]]++;
        }
        double total = 0;
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) {
                if (a == b) {
                    assertThat(counts[4 * a + b]).isZero();
                    continue;
                }
                double p = policy.probability(scores, new int[] {a, b});
                total += p;
                assertThat(counts[4 * a + b] / (double) rounds)
                        .isCloseTo(p, within(5 * Math.sqrt(p / rounds)));
            }
        }
        assertThat(total).isCloseTo(1, within(1e-12));
    }

    private static int[] displayed(ListSample sample) {
        int[] order = new int[10];
        for (int i = 0; i < sample.size(); i++) {
            if (sample.positions()[i] >= 0) {
                order[sample.positions()[i]] = i;
            }
        }
        return order;
    }
}
