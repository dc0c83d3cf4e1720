package io.riffle.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankingMetricsTest {
    @Test
    void scoreThatIsNoNumberRanksLastAsTargetAndAsCandidate() {
        float[] scores = {9, .5f, Float.NaN, .4f, Float.NEGATIVE_INFINITY};

        assertThat(RankingMetrics.rank(scores, 2)).isEqualTo(RankingMetrics.MISSED);
        assertThat(RankingMetrics.rank(scores, 3)).isEqualTo(2);
        assertThat(RankingMetrics.rank(scores, 4)).isEqualTo(RankingMetrics.MISSED);
    }

    @Test
    void allRankersOfABackboneSayTheSameOfScoresThatAreNoNumbers() {
        float[] scores = {0, .9f, Float.NaN, .7f, .7f, Float.NaN, .1f};
        float[] left = scores.clone();
        left[1] = Float.NEGATIVE_INFINITY;
        int[] taken = new int[scores.length];
        taken[1] = 5;
        for (int target = 1; target < scores.length; target++) {
            int expected = new int[] {0, 2501, 2501, 2, 2, 2501, 3}[target];
            assertThat(RankingMetrics.rank(left, target)).isEqualTo(expected);
            assertThat(RankingMetrics.rank(scores, 0, scores.length, target, taken, 5))
                    .isEqualTo(expected);
        }
    }

    @Test
    void tiesAreBrokenAgainstTheTarget() {
        assertThat(RankingMetrics.rank(new float[] {9, 1, 2, 2, 0}, 2)).isEqualTo(2);
    }

    @Test
    void anExcludedTargetIsMissed() {
        float[] scores = {0, 1, Float.NEGATIVE_INFINITY};
        assertThat(RankingMetrics.rank(scores, 2)).isEqualTo(RankingMetrics.MISSED);
    }

    @Test
    void measuresAreMeansOverTargets() {
        RankingMetrics metrics = new RankingMetrics();
        metrics.add(1);
        metrics.add(3);
        metrics.add(99);
        metrics.add(100_000);
        assertThat(metrics.hitRate(1)).isEqualTo(.25);
        assertThat(metrics.hitRate(10)).isEqualTo(.5);
        assertThat(metrics.hitRate(100)).isEqualTo(.75);
        assertThat(metrics.ndcg(10)).isCloseTo((1 + .5) / 4, within(1e-12));
        assertThat(metrics.mrr())
                .isCloseTo((1 + 1 / 3.0 + 1 / 99.0 + 1 / 2501.0) / 4, within(1e-12));
        assertThat(metrics.asMap()).containsEntry("events", 4.0);
    }

    @Test
    void anUnknownCutIsRefused() {
        RankingMetrics metrics = new RankingMetrics();
        metrics.add(1);
        assertThatThrownBy(() -> metrics.ndcg(7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(7)");
    }

    @Test
    void standardErrorsAreThoseOfMeansOfIndependentEvents() {
        RankingMetrics metrics = new RankingMetrics();
        for (int i = 0; i < 100; i++) {
            metrics.add(i < 20 ? 1 : 3_000);
        }
        // The sample's variance of 20 ones among 100, over the number of events.
        double expected = Math.sqrt(.2 * .8 / 99);
        assertThat(metrics.errors().get("hr_at_10")).isCloseTo(expected, within(1e-12));
        assertThat(metrics.errors().get("ndcg_at_10")).isCloseTo(expected, within(1e-12));
        RankingMetrics twice = new RankingMetrics();
        twice.addAll(metrics);
        twice.addAll(metrics);
        assertThat(twice.errors().get("hr_at_10"))
                .isCloseTo(Math.sqrt(.2 * .8 / 199), within(1e-12));
        assertThat(new RankingMetrics().errors().values()).containsOnly(0.0);
    }
}
