package io.riffle.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.training.baseline.ItemToItem;
import io.riffle.training.baseline.Popularity;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.InteractionsBuilder;
import io.riffle.training.dataset.KnownHistory;
import io.riffle.training.metrics.RankingMetrics;
import org.junit.jupiter.api.Test;

class LeaveOneOutTest {
    @Test
    void popularityRanksTheMostTakenUnseenItemFirst() {
        Interactions interactions =
                new InteractionsBuilder()
                        .add("a", "hit", 1)
                        .add("a", "rare", 2)
                        .add("b", "hit", 1)
                        .add("b", "other", 2)
                        .add("c", "other", 1)
                        .add("c", "hit", 2)
                        .build();
        RankingMetrics metrics = new LeaveOneOut(interactions, 1).evaluate(new Popularity());
        // b's and c's targets are the most popular unseen ones; a's was never taken before.
        assertThat(metrics.count()).isEqualTo(3);
        assertThat(metrics.hitRate(1)).isEqualTo(2 / 3.0);
    }

    @Test
    void aRepeatedTargetIsMissed() {
        Interactions interactions =
                new InteractionsBuilder()
                        .add("a", "x", 1)
                        .add("a", "y", 2)
                        .add("a", "x", 3)
                        .build();
        assertThat(new LeaveOneOut(interactions, 1).evaluate(new Popularity()).hitRate(200))
                .isZero();
    }

    @Test
    void itemToItemFollowsWhatFollowed() {
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int u = 0; u < 10; u++) {
            builder.add("u" + u, "from", 1).add("u" + u, "to", 2).add("u" + u, "end" + u, 3);
        }
        builder.add("v", "from", 1).add("v", "to", 2).add("w", "lone", 1);
        RankingMetrics metrics = new LeaveOneOut(builder.build(), 1).evaluate(new ItemToItem(30));
        assertThat(metrics.count()).isEqualTo(11);
        assertThat(metrics.hitRate(1)).isEqualTo(1 / 11.0);
    }

    @Test
    void repeatedTargetsAreCountedBesideAllOfThem() {
        Interactions interactions =
                new InteractionsBuilder()
                        .add("a", "x", 1)
                        .add("a", "y", 2)
                        .add("a", "x", 3)
                        .add("b", "x", 1)
                        .add("b", "y", 2)
                        .add("lone", "x", 1)
                        .build();
        LeaveOneOut evaluator = new LeaveOneOut(interactions, 1);
        assertThat(evaluator.targets()).isEqualTo(2);
        assertThat(evaluator.repeated()).isEqualTo(1);
        assertThat(evaluator.knownTargets(2)).isEqualTo(1);
    }

    @Test
    void onlyTheNewestSeenItemsAreTakenOutWhenAskedSo() {
        Interactions interactions =
                new InteractionsBuilder()
                        .add("a", "x", 1)
                        .add("a", "y", 2)
                        .add("a", "z", 3)
                        .add("a", "x", 4)
                        .build();
        KnownHistory newest = new KnownHistory(2, false);
        assertThat(new LeaveOneOut(interactions, 1, newest).repeated()).isZero();
        // x was taken once, as y and z were, which are taken out.
        assertThat(new LeaveOneOut(interactions, 1, newest).evaluate(new Popularity()).hitRate(1))
                .isEqualTo(1);
        assertThat(new LeaveOneOut(interactions, 1, new KnownHistory(3, false)).repeated())
                .isEqualTo(1);
    }

    @Test
    void tieSafeKnowsNothingOfTheTargetsSecond() {
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int u = 0; u < 10; u++) {
            builder.add("u" + u, "before", 1).add("u" + u, "from", 2).add("u" + u, "to", 2);
            builder.add("u" + u, "end", 9);
        }
        builder.add("v", "before", 1).add("v", "from", 2).add("v", "to", 2);
        Interactions interactions = builder.build();
        LeaveOneOut inOrder = new LeaveOneOut(interactions, 1);
        LeaveOneOut tieSafe = new LeaveOneOut(interactions, 1, KnownHistory.ALL.withoutTies());
        assertThat(inOrder.evaluate(new ItemToItem(30)).hitRate(1)).isEqualTo(1);
        // For v, "from" is neither known nor out of the way.
        assertThat(tieSafe.evaluate(new ItemToItem(30)).hitRate(1)).isEqualTo(10 / 11.0);
        assertThat(tieSafe.targets()).isEqualTo(11);
    }

    @Test
    void tieSafeTakesNoItemOutThatIsNotKnown() {
        Interactions interactions =
                new InteractionsBuilder()
                        .add("a", "x", 1)
                        .add("a", "y", 2)
                        .add("a", "y", 2)
                        .build();
        assertThat(new LeaveOneOut(interactions, 1).repeated()).isEqualTo(1);
        assertThat(new LeaveOneOut(interactions, 1, KnownHistory.ALL.withoutTies()).repeated())
                .isZero();
    }
}
