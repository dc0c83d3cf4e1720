package io.riffle.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.metrics.PairedBootstrap.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Intervals that hold what other trainings and other lists would have given. */
final class PairedBootstrapTest {
    private static final int LISTS = 400;

    private final PairedBootstrap bootstrap = new PairedBootstrap(2_000, 1);

    @Test
    void trainingsThatDifferWidenTheInterval() {
        double[] means = {.02, .05, -.01, .03, .06};
        double[][] a = new double[means.length][LISTS];
        for (int s = 0; s < means.length; s++) {
            Arrays.fill(a[s], means[s]);
        }
        Interval interval = bootstrap.difference(a, new double[means.length][LISTS]);

        // All lists are equal: what is left is the standard error of five trainings.
        double error = deviation(means) / Math.sqrt(means.length);
        assertThat(interval.mean()).isCloseTo(.03, within(1e-12));
        assertThat(interval.high() - interval.low())
                .isCloseTo(2 * 1.96 * error, within(.5 * error));
    }

    @Test
    void listsAndTrainingsAddUp() {
        SplittableRandom random = new SplittableRandom(2);
        double[][] a = new double[6][LISTS];
        double[] means = new double[6];
        for (int s = 0; s < 6; s++) {
            means[s] = .1 * random.nextGaussian();
        }
        for (int n = 0; n < LISTS; n++) {
            double hard = random.nextGaussian();
            for (int s = 0; s < 6; s++) {
                a[s][n] = means[s] + hard;
            }
        }
        Interval interval = bootstrap.difference(a, new double[1][LISTS]);

        double error = Math.hypot(deviation(means) / Math.sqrt(6), 1 / Math.sqrt(LISTS));
        assertThat(interval.high() - interval.low())
                .isCloseTo(2 * 1.96 * error, within(.6 * error));
    }

    @Test
    void oneTrainingIsDrawnOverListsAlone() {
        SplittableRandom random = new SplittableRandom(2);
        double[][] a = new double[1][LISTS];
        for (int n = 0; n < LISTS; n++) {
            a[0][n] = random.nextDouble();
        }
        a[0][7] = Double.NaN;
        Interval nested = bootstrap.difference(a, new double[1][LISTS]);
        assertThat(nested).isEqualTo(bootstrap.difference(a[0], new double[LISTS]));
    }

    @Test
    void listsWithoutAValueAreLeftOutOfAllTrainings() {
        double[][] a = {{1, Double.NaN, 3}, {1, Double.NaN, 5}};
        assertThat(bootstrap.difference(a, new double[2][3]).mean()).isEqualTo(2.5);
        double[][] none = {{Double.NaN}, {Double.NaN}};
        assertThat(bootstrap.difference(none, none).mean()).isNaN();
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }
}
