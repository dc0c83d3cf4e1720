package io.riffle.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.training.backbone.Negatives;
import io.riffle.training.backbone.QueryTime;
import io.riffle.training.backbone.TrainingBatch;
import io.riffle.training.backbone.TrainingOptions;
import io.riffle.training.backbone.Windows;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.InteractionsBuilder;
import io.riffle.training.testing.Worlds;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BatchPlanLawTest {
    @Property(tries = 40)
    void batchesHoldTheirBudgetAndNeverTheHeldOutEvents(
            @ForAll @IntRange(min = 1, max = 50) int users,
            @ForAll @IntRange(min = 3, max = 60) int longest,
            @ForAll @IntRange(min = 0, max = 2) int heldOut,
            @ForAll Windows windows,
            @ForAll @IntRange(max = 5) int epoch) {
        Interactions walks = distinctItems(users, longest);
        BatchPlan plan = new BatchPlan(walks, heldOut, 16, options(windows), epoch);
        Set<Long> targets = new HashSet<>();
        for (int i = 0; i < plan.size(); i++) {
            TrainingBatch batch = plan.batch(i);
            assertThat(batch.rows().length == 1 || batch.padded() <= 100).isTrue();
            for (int[] rows : batch.rows()) {
                assertThat(rows.length).isBetween(1, 16);
            }
            for (long target : batch.targets()) {
                targets.add(target);
            }
        }
        Set<Long> expected = new HashSet<>();
        for (int u = 0; u < walks.users(); u++) {
            for (int event = walks.begin(u) + 1; event < walks.end(u) - heldOut; event++) {
                expected.add((long) walks.row(event));
            }
        }
        if (windows == Windows.ALL) {
            assertThat(targets).isEqualTo(expected);
        } else {
            assertThat(expected).containsAll(targets);
        }
    }

    @Property(tries = 10)
    void anEpochIsAFunctionOfItsSeed(@ForAll @IntRange(max = 5) int epoch) {
        Interactions walks = Worlds.walks(20, 30, 40, 1);
        BatchPlan one = new BatchPlan(walks, 1, 16, options(Windows.RANDOM), epoch);
        BatchPlan two = new BatchPlan(walks, 1, 16, options(Windows.RANDOM), epoch);
        assertThat(one.size()).isEqualTo(two.size());
        for (int i = 0; i < one.size(); i++) {
            TrainingBatch a = one.batch(i);
            TrainingBatch b = two.batch(i);
            assertThat(a.rows()).isDeepEqualTo(b.rows());
            assertThat(a.queries()).isDeepEqualTo(b.queries());
        }
    }

    private static TrainingOptions options(Windows windows) {
        return new TrainingOptions(
                3, 100, 1e-3f, 5, .1f, 0, 0, Negatives.ALL, 16, QueryTime.MIXED, windows, 7);
    }

    /** Every event has an item of its own, so a target tells its event. */
    private static Interactions distinctItems(int users, int longest) {
        InteractionsBuilder builder = new InteractionsBuilder();
        int item = 0;
        for (int u = 0; u < users; u++) {
            for (int i = 0; i <= (u * 7) % longest; i++) {
                builder.add("u" + u, "i" + item++, 1000 + i);
            }
        }
        return builder.build();
    }
}
