package io.riffle.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ListMetricsTest {
    @Test
    void valuesAreThoseWorkedOutByHand() {
        // By score: candidates 1, 3, 0, 4, 2; clicked 3 and 2, at ranks 2 and 5.
        double[] values =
                ListMetrics.of(new float[] {0, 0, 1, 1, 0}, new float[] {.5f, .9f, .1f, .8f, .3f});
        double ideal = 1 + 1 / log2(3);
        assertThat(value(values, "ndcg_at_1")).isZero();
        assertThat(value(values, "ndcg_at_3")).isCloseTo(1 / log2(3) / ideal, within(1e-12));
        assertThat(value(values, "ndcg_at_5"))
                .isCloseTo((1 / log2(3) + 1 / log2(6)) / ideal, within(1e-12));
        assertThat(value(values, "ndcg_at_10")).isEqualTo(value(values, "ndcg_at_5"));
        assertThat(value(values, "map_at_1")).isZero();
        assertThat(value(values, "map_at_3")).isCloseTo(.5 / 2, within(1e-12));
        assertThat(value(values, "map_at_5")).isCloseTo((.5 + .4) / 2, within(1e-12));
        assertThat(value(values, "hr_at_1")).isZero();
        assertThat(value(values, "hr_at_3")).isEqualTo(1);
        assertThat(value(values, "mrr")).isCloseTo((.5 + .2) / 2, within(1e-12));
        // Of the six pairs 3 > 0 and 3 > 4 are right.
        assertThat(value(values, "auc")).isCloseTo(2 / 6.0, within(1e-12));
    }

    @Test
    void gradedLabelsCountTheirGain() {
        double[] values = ListMetrics.of(new float[] {1, 3}, new float[] {2, 1});
        double found = 1 + 7 / log2(3);
        assertThat(value(values, "ndcg_at_3")).isCloseTo(found / (7 + 1 / log2(3)), within(1e-12));
        assertThat(value(values, "auc")).isNaN();
    }

    @Test
    void equalScoresKeepTheFirstStageOrderAndCountHalf() {
        float[] same = {0, 0, 0, 0};
        assertThat(ListMetrics.order(same)).containsExactly(0, 1, 2, 3);
        assertThat(ListMetrics.order(new float[] {0f, -0f, 1, -1, -2, Float.MIN_VALUE}))
                .containsExactly(2, 5, 0, 1, 3, 4);
        double[] values = ListMetrics.of(new float[] {0, 0, 1, 0}, same);
        assertThat(value(values, "auc")).isEqualTo(.5);
        assertThat(value(values, "mrr")).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void areaIsTheShareOfPairsInTheRightOrder() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            float[] labels = new float[12];
            float[] scores = new float[12];
            for (int i = 0; i < 12; i++) {
                labels[i] = random.nextInt(3) == 0 ? 1 : 0;
                scores[i] = random.nextInt(5) - 2;
            }
            labels[0] = 1;
            labels[1] = 0;
            double won = 0;
            int pairs = 0;
            for (int i = 0; i < 12; i++) {
                for (int j = 0; j < 12; j++) {
                    if (labels[i] > 0 && labels[j] == 0) {
                        won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? .5 : 0;
                        pairs++;
                    }
                }
            }
            assertThat(value(ListMetrics.of(labels, scores), "auc"))
                    .isCloseTo(won / pairs, within(1e-12));
        }
    }

    @Test
    void anOrderBecomesScoresAndBack() {
        float[] scores = ListMetrics.scores(new int[] {4, 1, 3}, 6);
        assertThat(ListMetrics.order(scores)).containsExactly(4, 1, 3, 0, 2, 5);
    }

    @Test
    void aListWithoutAClickIsRefused() {
        assertThatThrownBy(() -> ListMetrics.of(new float[2], new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0");
    }

    @Test
    void agreementIsOneForTheSameOrderAndFallsWithSwaps() {
        int[] a = {0, 1, 2, 3};
        assertThat(ListAgreement.of(a, a, 2)).isEqualTo(new ListAgreement(1, 1, 1));
        assertThat(ListAgreement.of(a, new int[] {3, 2, 1, 0}, 2))
                .isEqualTo(new ListAgreement(0, 0, -1));
        // One of six pairs is swapped.
        assertThat(ListAgreement.of(a, new int[] {0, 2, 1, 3}, 2))
                .isEqualTo(new ListAgreement(1, .5, 4 / 6.0));
    }

    @Test
    void bootstrapIntervalsHoldTheMeanAndNarrowWithCorrelation() {
        SplittableRandom random = new SplittableRandom(2);
        double[] a = new double[2_000];
        double[] b = new double[2_000];
        for (int i = 0; i < a.length; i++) {
            double shared = random.nextGaussian();
            a[i] = shared + .1 * random.nextGaussian() + .02;
            b[i] = shared + .1 * random.nextGaussian();
        }
        PairedBootstrap bootstrap = new PairedBootstrap(1_000, 3);
        PairedBootstrap.Interval paired = bootstrap.difference(a, b);
        assertThat(paired.aboveZero()).isTrue();
        assertThat(paired.mean()).isCloseTo(.02, within(.01));
        // 1.96 standard errors either side: sqrt(2) x .1 / sqrt(2000) each.
        assertThat(paired.high() - paired.low()).isCloseTo(2 * 1.96 * .00316, within(.0015));
        PairedBootstrap.Interval alone = bootstrap.mean(a);
        assertThat(alone.high() - alone.low()).isGreaterThan(5 * (paired.high() - paired.low()));
        assertThat(bootstrap.difference(a, b)).isEqualTo(paired);
    }

    private static double value(double[] values, String name) {
        return values[ListMetrics.NAMES.indexOf(name)];
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    @Test
    void scoresThatAreNoNumbersRankLast() {
        float nan = Float.NaN;
        assertThat(ListMetrics.order(new float[] {nan, -1, Float.NEGATIVE_INFINITY, nan, 2}))
                .containsExactly(4, 1, 2, 0, 3);
        double[] values = ListMetrics.of(new float[] {1, 0, 0, 1}, new float[] {nan, 3, nan, 2});
        assertThat(value(values, "hr_at_1")).isZero();
        assertThat(value(values, "mrr")).isCloseTo((1 / 2.0 + 1 / 3.0) / 2, within(1e-12));
        // Of four pairs one is won and one is level: both are no numbers.
        assertThat(value(values, "auc")).isCloseTo(1.5 / 4, within(1e-12));
    }
}
