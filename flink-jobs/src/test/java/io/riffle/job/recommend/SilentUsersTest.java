package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.received;
import static io.riffle.job.testing.Bundles.settings;
import static io.riffle.job.testing.Bundles.withUsers;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.settings.UserSettings;
import io.riffle.job.testing.FakeModel;
import io.riffle.job.user.DueTimers;
import io.riffle.schema.Outcome;
import io.riffle.schema.TrainingSample;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/** With more users than are hot, on RocksDB. */
class SilentUsersTest {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final int USERS = 60;

    private static RecommendHarness started(RecommendSettings settings) throws Exception {
        return RecommendHarness.started(
                settings, FakeModel.LOADER, new EmbeddedRocksDBStateBackend(true));
    }

    /** Each user clicks once, all in the same second. */
    private static void everybodyClicks(RecommendHarness harness, String event, long time)
            throws Exception {
        harness.setProcessingTime(time);
        for (int i = 0; i < USERS; i++) {
            harness.user(received("u" + i, event, "i" + i % 20, time, 0));
        }
    }

    @Test
    void aUserHasOneTimerHoweverOftenOthersAreHot() throws Exception {
        try (RecommendHarness harness = started(settings(1))) {
            for (int round = 0; round < 20; round++) {
                everybodyClicks(harness, "e" + round, HOUR + 2 * MINUTE * round);
                assertThat(harness.numEventTimeTimers()).isEqualTo(USERS);
            }
            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void timersOfTheSameSecondAreSpreadOverTheMinute() throws Exception {
        try (RecommendHarness harness = started(settings(1))) {
            everybodyClicks(harness, "e", HOUR);
            Set<Long> timers = new HashSet<>();
            for (int i = 0; i < USERS; i++) {
                harness.recommend().setCurrentKey("u" + i);
                long timer = harness.recommend().state().users().load("u" + i).activity().timer();
                assertThat(timer).isBetween(2 * HOUR + 1, 2 * HOUR + MINUTE);
                timers.add(timer / 1_000);
            }
            assertThat(timers).hasSizeGreaterThan(USERS / 3);
        }
    }

    @Test
    void noMoreUsersAreLookedAtInOneGoThanMayBeAndAllAreInTheEnd() throws Exception {
        try (RecommendHarness harness = started(settings(1))) {
            everybodyClicks(harness, "e", HOUR);
            harness.setProcessingTime(3 * HOUR);
            harness.user(received("clock", "e", "i1", 3 * HOUR, 0));
            int expired = expired(harness.takeSamples());
            assertThat(expired).isEqualTo(DueTimers.PORTION);
            while (harness.runMails() > 0) {
                int more = expired(harness.takeSamples());
                assertThat(more).isLessThanOrEqualTo(DueTimers.PORTION);
                expired += more;
            }
            assertThat(expired).isEqualTo(USERS);
        }
    }

    @Test
    void clicksComeBeforeUsersWhoAreDue() throws Exception {
        try (RecommendHarness harness = started(settings(100))) {
            everybodyClicks(harness, "e", HOUR);
            harness.runDry();
            harness.setProcessingTime(3 * HOUR);
            harness.user(received("clock", "e", "i1", 3 * HOUR, 0));
            harness.checkpoint();
            harness.user(received("clock", "e2", "i2", 3 * HOUR, 0));
            harness.runMails();
            harness.user(received("clock", "e3", "i3", 3 * HOUR, 0));
            harness.runMails();
            assertThat(expired(harness.takeSamples())).isZero();

            harness.runDry();
            assertThat(expired(harness.takeSamples())).isEqualTo(USERS);
        }
    }

    @Test
    void overdueTimersOfARestoreLetClicksThroughFirst() throws Exception {
        RecommendHarness harness = started(settings(1));
        everybodyClicks(harness, "e", HOUR);
        String shown = harness.takeRecommendations().get(0).items().get(0).itemId();
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness =
                RecommendHarness.restored(
                        settings(1),
                        FakeModel.LOADER,
                        state,
                        new EmbeddedRocksDBStateBackend(true),
                        50 * HOUR);
        assertThat(harness.runMails()).isZero();
        harness.user(received("u0", "in time", shown, HOUR + 30_000, 0));
        harness.user(received("clock", "e", "i1", 50 * HOUR, 0));
        harness.runDry();

        List<TrainingSample> samples = harness.takeSamples();
        assertThat(samples.get(0).userId()).isEqualTo("u0");
        assertThat(samples.get(0).outcome()).isEqualTo(Outcome.CLICKED);
        assertThat(expired(samples)).isEqualTo(USERS);
        harness.close();
    }

    @Test
    void whoIsOnlyLookedAtDoesNotDriveHotUsersOut() throws Exception {
        try (RecommendHarness harness = started(settings(1))) {
            everybodyClicks(harness, "e", HOUR);
            harness.setProcessingTime(3 * HOUR);
            harness.user(received("clock", "e", "i1", 3 * HOUR, 0));
            harness.runDry();
            long misses = harness.recommend().state().users().misses();
            harness.user(received("clock", "e2", "i1", 3 * HOUR, 0));

            assertThat(harness.recommend().state().users().misses()).isEqualTo(misses);
        }
    }

    @Test
    void whoIsAwayTooLongIsForgottenAndNothingIsLeft() throws Exception {
        UserSettings forgetful = new UserSettings(2, 1 << 20, 0, 0, Duration.ofDays(1));
        try (RecommendHarness harness =
                RecommendHarness.started(withUsers(1, forgetful), FakeModel.LOADER)) {
            everybodyClicks(harness, "e", HOUR);
            for (int hour = 3; hour < 24; hour++) {
                harness.setProcessingTime(hour * HOUR);
                harness.user(received("clock", "e" + hour, "i1", hour * HOUR, 0));
                harness.runDry();
            }
            assertThat(expired(harness.takeSamples())).isEqualTo(USERS);
            assertThat(harness.stateEntries()).isGreaterThan(USERS);

            for (int hour = 24; hour < 27; hour++) {
                harness.setProcessingTime(hour * HOUR);
                harness.user(received("clock", "e" + hour, "i1", hour * HOUR, 0));
                harness.runDry();
            }
            harness.recommend().setCurrentKey("clock");
            harness.recommend().state().users().leave("clock");

            assertThat(harness.stateEntries()).isZero();
        }
    }

    @Test
    void slatesOfWhoComesBackExpireInTimeAlsoWhereTheSilentAreForgotten() throws Exception {
        UserSettings forgetful = new UserSettings(2, 1 << 20, 0, 0, Duration.ofDays(30));
        try (RecommendHarness harness =
                RecommendHarness.started(withUsers(1, forgetful), FakeModel.LOADER)) {
            everybodyClicks(harness, "e", HOUR);
            readUntil(harness, 3 * HOUR);
            assertThat(expired(harness.takeSamples())).isEqualTo(USERS);
            everybodyClicks(harness, "again", 5 * HOUR);
            readUntil(harness, 6 * HOUR + 2 * MINUTE);

            // And the slate of whoever clicked meanwhile.
            assertThat(expired(harness.takeSamples())).isEqualTo(USERS + 1);
        }
    }

    /** Somebody else clicks at a time, and all who are due are looked at. */
    private static void readUntil(RecommendHarness harness, long time) throws Exception {
        harness.setProcessingTime(time);
        harness.user(received("clock", "e" + time, "i1", time, 0));
        harness.runDry();
    }

    @Test
    void whoIsForgottenStaysForgottenWhenTheTimerComes() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER)) {
            everybodyClicks(harness, "e", HOUR);
            for (int i = 0; i < USERS; i++) {
                harness.recommend().setCurrentKey("u" + i);
                harness.recommend().state().users().forget("u" + i);
            }
            harness.setProcessingTime(9 * HOUR);
            harness.user(received("clock", "e", "i1", 9 * HOUR, 0));
            harness.runDry();
            harness.recommend().setCurrentKey("clock");
            harness.recommend().state().users().forget("clock");

            assertThat(harness.takeSamples()).isEmpty();
            assertThat(harness.stateEntries()).isZero();
        }
    }

    private static int expired(List<TrainingSample> samples) {
        return (int) samples.stream().filter(s -> s.outcome() == Outcome.EXPIRED).count();
    }
}
