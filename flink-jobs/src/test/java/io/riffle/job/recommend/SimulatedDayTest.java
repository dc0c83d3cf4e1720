package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.received;
import static io.riffle.job.testing.Bundles.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.settings.CatalogueSettings;
import io.riffle.job.settings.ListedOnly;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.settings.UserSettings;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.state.SharedInput.Listed;
import io.riffle.job.state.SharedInput.Withdrawn;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Outcome;
import io.riffle.schema.TrainingSample;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A day of a shop by an injected clock: each minute new users come and old ones go, items are
 * listed and withdrawn, models swapped, checkpoints taken, and once the step is down for two hours.
 * What the step keeps stays within its bounds at every hour, and at the end of the day it is gone.
 */
class SimulatedDayTest {

    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60;
    private static final int PARTITIONS = 2;
    private static final int NEW_USERS = 3;
    private static final int ASSORTMENT = 20;
    private static final int CACHED = 50;
    private static final long CACHED_BYTES = 200_000;
    private static final int IDLE_MINUTES = 180;

    /** Of a user: head, profile, dislikes, pages of twelve of at most eight events, four slates. */
    private static final int MOST_ENTRIES = 3 + 2 + 4;

    private final RecommendSettings settings =
            Bundles.settings(
                    4,
                    "fake:1",
                    Bundles.MODELS,
                    new UserSettings(CACHED, CACHED_BYTES, 60, 0, Duration.ofMinutes(IDLE_MINUTES)),
                    Bundles.ATTRIBUTION,
                    new CatalogueSettings(ListedOnly.AUTO, Duration.ofMinutes(1), Map.of()));

    private int expired;

    @Test
    void aDayLeavesNothingThatHasNoBound() throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings, FakeModel.LOADER);
        long up = 0;
        for (long minute = 1; minute <= DAY; minute++) {
            harness.setProcessingTime(Math.max(up, minute * MINUTE));
            if (minute == DAY / 2) {
                var state = harness.checkpoint();
                harness.close();
                // Its clicks of two hours wait.
                up = (minute + 120) * MINUTE;
                harness = RecommendHarness.restored(settings, FakeModel.LOADER, state, up);
            }
            shop(harness, minute);
            if (minute % 60 == 0) {
                harness.shared(
                        new Announced(
                                update(ModelUpdate.BACKBONE, 1 + minute, "fake:" + (1 + minute))));
                harness.awaitSwap();
                harness.checkpoint();
                count(harness);
                assertBounds(harness);
            }
        }
        assertThat(expired).isGreaterThan(NEW_USERS * 18 * 60);

        long end = DAY + IDLE_MINUTES + 65;
        for (long minute = end; minute < end + 70; minute++) {
            harness.setProcessingTime(minute * MINUTE);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                harness.user(
                        received(
                                "clock" + partition,
                                "e" + minute,
                                "i1",
                                minute * MINUTE,
                                partition));
            }
            harness.runDry();
        }
        assertThat(harness.numEventTimeTimers()).isLessThanOrEqualTo(PARTITIONS);
        assertThat(harness.stateEntries()).isLessThanOrEqualTo(PARTITIONS * MOST_ENTRIES);
        harness.close();
    }

    private void shop(RecommendHarness harness, long minute) throws Exception {
        harness.shared(new Listed("i" + minute % FakeModel.ITEMS));
        harness.shared(new Listed("item" + minute));
        harness.shared(new Withdrawn("item" + (minute - ASSORTMENT)));
        for (int i = 0; i < NEW_USERS; i++) {
            for (int age = 0; age < 3; age++) {
                // Each user comes once, and again after ten and twenty minutes.
                long born = minute - 10L * age;
                String user = "u" + born + "-" + i;
                click(harness, user, minute, i);
            }
        }
        for (int i = 0; i < 5; i++) {
            click(harness, "regular" + i, minute, i);
        }
        harness.runDry();
        count(harness);
    }

    private void click(RecommendHarness harness, String user, long minute, int number)
            throws Exception {
        String item = number % 2 == 0 ? "i" + (minute + number) % FakeModel.ITEMS : "x" + minute;
        harness.user(received(user, "e" + minute, item, minute * MINUTE, number % PARTITIONS));
    }

    private void count(RecommendHarness harness) {
        for (TrainingSample sample : harness.takeSamples()) {
            expired += sample.outcome() == Outcome.EXPIRED ? 1 : 0;
        }
        harness.takeRecommendations();
    }

    private static void assertBounds(RecommendHarness harness) {
        // Who came within the idle time, in the minute of the timer, and while others are waited
        // for.
        int alive = NEW_USERS * (IDLE_MINUTES + 20 + 3) + 5;
        RecommendOperator step = harness.recommend();
        assertThat(harness.numEventTimeTimers()).isLessThanOrEqualTo(alive);
        assertThat(harness.numProcessingTimeTimers()).isZero();
        assertThat(harness.stateEntries()).isLessThanOrEqualTo(alive * MOST_ENTRIES);
        assertThat(step.state().users().hot().size()).isLessThanOrEqualTo(CACHED);
        assertThat(step.state().users().hot().bytes()).isLessThanOrEqualTo(CACHED_BYTES);
        assertThat(step.state().eligible().listed())
                .isLessThanOrEqualTo(ASSORTMENT + FakeModel.ITEMS);
        assertThat(step.state().eligible().withdrawn()).isZero();
    }
}
