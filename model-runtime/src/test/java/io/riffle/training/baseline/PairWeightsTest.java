package io.riffle.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairWeightsTest {
    @Test
    void fewRowsAmongManyAddUpAsTheyWereAdded() {
        addUpAsAdded(40, 1_000_000);
    }

    @Test
    void manyRowsAmongFewAddUpAsTheyWereAdded() {
        addUpAsAdded(5_000, 900);
    }

    @Test
    void rowsThatComeLateFindRoom() {
        PairWeights weights = new PairWeights();
        for (int row = 1; row <= 3_000; row++) {
            weights.add(row, 1);
        }
        float[] scores = new float[3_001];
        weights.addTo(scores, 3_000);
        assertThat(scores[0]).isZero();
        assertThat(scores[1]).isEqualTo(1);
        assertThat(scores[3_000]).isEqualTo(1);
    }

    private static void addUpAsAdded(int additions, int rows) {
        SplittableRandom random = new SplittableRandom(additions);
        PairWeights weights = new PairWeights();
        double[] expected = new double[rows];
        double sum = 0;
        for (int i = 0; i < additions; i++) {
            int row = 1 + random.nextInt(rows - 1);
            double weight = .1 + random.nextDouble();
            weights.add(row, weight);
            expected[row] += weight;
            sum += weight;
        }
        float[] scores = new float[rows];
        weights.addTo(scores, 2);
        for (int row = 0; row < rows; row++) {
            assertThat(scores[row]).isCloseTo((float) (2 * expected[row] / sum), within(1e-6f));
        }
    }
}
