package io.riffle.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvaluatorTest {
    @Test
    void popularityRanksTheMostTakenUnseenItemFirst() {
        Interactions interactions =
                new Interactions.Builder()
                        .add("a", "hit", 1)
                        .add("a", "rare", 2)
                        .add("b", "hit", 1)
                        .add("b", "other", 2)
                        .add("c", "other", 1)
                        .add("c", "hit", 2)
                        .build();
        RankingMetrics metrics = new Evaluator(interactions, 1).evaluate(new Popularity());
        // b's and c's targets are the most popular unseen ones; a's was never taken before.
        assertThat(metrics.count()).isEqualTo(3);
        assertThat(metrics.hitRate(1)).isEqualTo(2 / 3.0);
    }

    @Test
    void aRepeatedTargetIsMissed() {
        Interactions interactions =
                new Interactions.Builder()
                        .add("a", "x", 1)
                        .add("a", "y", 2)
                        .add("a", "x", 3)
                        .build();
        assertThat(new Evaluator(interactions, 1).evaluate(new Popularity()).hitRate(200)).isZero();
    }

    @Test
    void itemToItemFollowsWhatFollowed() {
        Interactions.Builder builder = new Interactions.Builder();
        for (int u = 0; u < 10; u++) {
            builder.add("u" + u, "from", 1).add("u" + u, "to", 2).add("u" + u, "end" + u, 3);
        }
        builder.add("v", "from", 1).add("v", "to", 2).add("w", "lone", 1);
        RankingMetrics metrics = new Evaluator(builder.build(), 1).evaluate(new ItemToItem(30));
        assertThat(metrics.count()).isEqualTo(11);
        assertThat(metrics.hitRate(1)).isEqualTo(1 / 11.0);
    }
}
