package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static io.riffle.job.testing.Bundles.received;
import static io.riffle.job.testing.Bundles.settings;
import static io.riffle.job.testing.Bundles.update;
import static io.riffle.job.testing.Bundles.withAttribution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.riffle.job.settings.AttributionSettings;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.state.UserInput;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Outcome;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.UserProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class RecommendOperatorSamplesTest {

    private static final String BACKBONE = ModelUpdate.BACKBONE;
    private static final Duration ONE = Duration.ofHours(1);
    private static final long HOUR = 3_600_000;
    private static final long MINUTE = 60_000;

    @Test
    void aSilentUsersSlateExpiresOnceTheClicksUpToItsDeadlineWereReadAlsoAfterARestore()
            throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER);
        harness.setProcessingTime(HOUR);
        harness.user(received("ann", "e1", "i1", HOUR, 0));
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(settings(1), FakeModel.LOADER, state);
        harness.setProcessingTime(9 * HOUR);
        harness.user(received("bob", "e1", "i1", 2 * HOUR - 1_000, 0));
        assertThat(harness.takeSamples()).isEmpty();
        harness.user(received("bob", "e2", "i1", 2 * HOUR + 61_000, 0));
        harness.runDry();
        harness.user(received("ann", "e2", "i2", 3 * HOUR, 0));
        harness.endAll();

        assertThat(harness.takeSamples())
                .filteredOn(sample -> sample.userId().equals("ann"))
                .extracting(
                        TrainingSample::revision,
                        TrainingSample::outcome,
                        sample -> sample.next() == null)
                .containsExactly(tuple(0, Outcome.EXPIRED, true), tuple(1, Outcome.ORGANIC, false));
        harness.close();
    }

    @Test
    void withoutSamplesNothingIsEmittedNotEvenOfSlatesFromBefore() throws Exception {
        AttributionSettings off =
                new AttributionSettings(false, true, Duration.ofMinutes(30), ONE, 4, 6);
        RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER);
        harness.setProcessingTime(9 * HOUR);
        harness.user(received("ann", "e1", "i1", HOUR, 0));
        harness.user(received("bob", "e1", "i1", HOUR, 0));
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(withAttribution(1, off), FakeModel.LOADER, state);
        harness.setProcessingTime(9 * HOUR);
        harness.user(received("bob", "e2", "i2", HOUR + 1, 0));
        harness.user(received("cid", "e1", "i1", 4 * HOUR, 0));
        harness.runDry();

        assertThat(harness.takeSamples()).isEmpty();
        assertThat(harness.numEventTimeTimers()).isZero();
        harness.close();
    }

    @Test
    void aSlateThatNoClickCameAfterIsTaughtOnlyWhenAsked() throws Exception {
        AttributionSettings quiet =
                new AttributionSettings(true, false, Duration.ofMinutes(30), ONE, 4, 6);
        try (RecommendHarness harness =
                RecommendHarness.started(withAttribution(1, quiet), FakeModel.LOADER)) {
            harness.setProcessingTime(9 * HOUR);
            harness.user(received("ann", "e1", "i1", HOUR, 0));
            harness.user(received("bob", "e1", "i1", 4 * HOUR, 0));
            harness.runDry();
            assertThat(harness.takeSamples()).isEmpty();
            harness.user(received("ann", "e2", "i2", 5 * HOUR, 0));

            assertThat(harness.takeSamples())
                    .extracting(TrainingSample::revision, TrainingSample::outcome)
                    .containsExactly(tuple(0, Outcome.ORGANIC));
        }
    }

    @Test
    void aSampleSaysWhetherItsRequestMayHaveBeenAnsweredTwice() throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER);
        harness.setProcessingTime(HOUR);
        OperatorSubtaskState state = harness.checkpoint();
        harness.user(received("ann", "lost", "i1", HOUR, 0));
        harness.close();

        harness = RecommendHarness.restored(settings(1), FakeModel.LOADER, state, HOUR + MINUTE);
        harness.user(received("ann", "lost", "i1", HOUR, 0));
        harness.setProcessingTime(HOUR + MINUTE + 5);
        harness.user(received("ann", "new", "i2", HOUR + MINUTE + 5, 0));
        harness.setProcessingTime(HOUR + MINUTE + 9);
        harness.user(received("ann", "last", "i3", HOUR + MINUTE + 9, 0));

        assertThat(harness.takeSamples())
                .extracting(TrainingSample::next, TrainingSample::replayed)
                .containsExactly(
                        tuple(new HistoryEvent("i2", HOUR + MINUTE + 5, Action.CLICK), true),
                        tuple(new HistoryEvent("i3", HOUR + MINUTE + 9, Action.CLICK), false));
        harness.close();
    }

    @Test
    void aSampleIsAsOfItsRequestWhateverCameSince() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER)) {
            harness.user(click("ann", "e1", "i1", 10_000));
            Recommendation shown = harness.takeRecommendations().get(0);
            harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
            harness.awaitSwap();
            harness.user(click("ann", "late", "i2", 5_000));

            TrainingSample sample = harness.takeSamples().get(0);
            assertThat(sample.recommendationId()).isEqualTo(shown.recommendationId());
            assertThat(sample.backboneVersion()).isEqualTo(1);
            assertThat(sample.displayed()).isEqualTo(items(shown));
            assertThat(sample.candidates()).hasSizeGreaterThan(sample.displayed().size());
            assertThat(sample.history()).extracting(event -> event.itemId()).containsExactly("i1");
            assertThat(sample.requestTime()).isEqualTo(10_000);
        }
    }

    @Test
    void theProfileOfTheRequestGoesIntoItsSample() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(100), FakeModel.LOADER)) {
            harness.user(profile("ann", "20"));
            harness.user(click("ann", "e1", "i1", 1_000));
            harness.user(profile("ann", "21"));
            harness.user(click("ann", "e2", "i2", 2_000));
            harness.user(new UserInput.ProfileWithdrawn("ann"));
            harness.user(click("ann", "e3", "i3", 3_000));
            harness.user(click("ann", "e4", "i4", 4_000));
            harness.endAll();

            assertThat(harness.takeSamples())
                    .extracting(TrainingSample::profile)
                    .containsExactly(Map.of("age", "20"), Map.of("age", "21"), Map.of());
        }
    }

    @Test
    void aProfileGivesWayOnlyToOneThatIsNotOlder() throws Exception {
        OperatorSubtaskState state;
        try (RecommendHarness harness = RecommendHarness.started(settings(100), FakeModel.LOADER)) {
            harness.user(profile("ann", "20", 1_000));
            harness.user(profile("ann", "19", 999));
            harness.user(click("ann", "e1", "i1", 1_000));
            harness.user(profile("ann", "21", 1_000));
            harness.user(click("ann", "e2", "i2", 2_000));
            state = harness.checkpoint();
        }
        try (RecommendHarness harness =
                RecommendHarness.restored(settings(100), FakeModel.LOADER, state)) {
            harness.user(profile("ann", "18", 1));
            harness.user(click("ann", "e3", "i3", 3_000));
            harness.user(profile("ann", "no time", 0));
            harness.user(click("ann", "e4", "i4", 4_000));
            harness.user(new UserInput.ProfileWithdrawn("ann"));
            harness.user(profile("ann", "17", 1));
            harness.user(click("ann", "e5", "i5", 5_000));
            harness.user(click("ann", "e6", "i6", 6_000));
            harness.endAll();

            assertThat(harness.takeSamples())
                    .extracting(sample -> sample.profile().get("age"))
                    .containsExactly("21", "21", "no time", "17");
        }
    }

    private static UserInput profile(String user, String age) {
        return profile(user, age, 1);
    }

    private static UserInput profile(String user, String age, long updatedTime) {
        return new UserInput.Profile(new UserProfile(user, Map.of("age", age), updatedTime));
    }

    private static List<String> items(Recommendation answer) {
        return answer.items().stream().map(item -> item.itemId()).toList();
    }
}
