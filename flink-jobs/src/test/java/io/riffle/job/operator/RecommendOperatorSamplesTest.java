package io.riffle.job.operator;

import static io.riffle.job.operator.Bundles.click;
import static io.riffle.job.operator.Bundles.settings;
import static io.riffle.job.operator.Bundles.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.state.UserInput;
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

    @Test
    void aSilentUsersSlateExpiresOnceItsDeadlineHasPassedAlsoAfterARestore() throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER);
        harness.user(click("ann", "e1", "i1", 1_000));
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(settings(1), FakeModel.LOADER, state);
        harness.setProcessingTime(RecommendHarness.START + Duration.ofMinutes(59).toMillis());
        assertThat(harness.takeSamples()).isEmpty();
        harness.setProcessingTime(RecommendHarness.START + Duration.ofMinutes(62).toMillis());
        harness.setProcessingTime(RecommendHarness.START + Duration.ofHours(3).toMillis());
        harness.user(click("ann", "e2", "i2", 2_000));
        harness.endAll();

        assertThat(harness.takeSamples())
                .extracting(
                        TrainingSample::revision,
                        TrainingSample::outcome,
                        sample -> sample.next() == null)
                .containsExactly(tuple(0, Outcome.EXPIRED, true), tuple(1, Outcome.ORGANIC, false));
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

    private static UserInput profile(String user, String age) {
        return new UserInput.Profile(new UserProfile(user, Map.of("age", age), 1));
    }

    private static List<String> items(Recommendation answer) {
        return answer.items().stream().map(item -> item.itemId()).toList();
    }
}
