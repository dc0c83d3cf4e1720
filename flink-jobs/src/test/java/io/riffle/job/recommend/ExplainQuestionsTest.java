package io.riffle.job.recommend;

import static io.riffle.job.recommend.RealModels.BACKBONE;
import static io.riffle.job.recommend.WhyScenes.WAITING;
import static io.riffle.job.recommend.WhyScenes.awaited;
import static io.riffle.job.recommend.WhyScenes.clicked;
import static io.riffle.job.recommend.WhyScenes.explain;
import static io.riffle.job.recommend.WhyScenes.items;
import static io.riffle.job.recommend.WhyScenes.why;
import static io.riffle.job.testing.Bundles.click;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.explain.Explaining;
import io.riffle.job.settings.ModelSettings;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.SharedInput;
import io.riffle.job.state.UserInput.ExplainRefused;
import io.riffle.schema.Recommendation;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.ExplainedItem;
import io.riffle.schema.explain.Explanation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which questions are answered, late or not at all, and that each is told what became of it. */
@SuppressWarnings("NullAway.Init") // published before the first test
class ExplainQuestionsTest {

    @TempDir private static Path folder;
    private static RealModels models;

    @BeforeAll
    static void publish() {
        models = new RealModels(folder);
    }

    private static RecommendSettings settings() {
        ModelSettings served = new ModelSettings(5, 10, 1 << 20, 0, 16, 0, "cpu", 0, 1);
        return models.settings(served, 1);
    }

    private static RecommendHarness started() throws Exception {
        return RecommendHarness.started(settings(), models.loader());
    }

    @Test
    void theVersionBeforeIsStillAskedAndAnOlderOneIsSaidToBeGone() throws Exception {
        try (RecommendHarness harness = started()) {
            Recommendation slate = clicked(harness, "u", -1);
            harness.shared(
                    new SharedInput.Announced(models.announce(BACKBONE, models.backbone(71))));
            harness.awaitSwap();
            Explanation before = why(harness, "u", slate.recommendationId());
            assertThat(before.exact()).as(before.reason()).isTrue();
            assertThat(before.backboneVersion()).isEqualTo(slate.backboneVersion());

            harness.shared(
                    new SharedInput.Announced(models.announce(BACKBONE, models.backbone(72))));
            harness.awaitSwap();
            Explanation gone = why(harness, "u", slate.recommendationId());
            assertThat(gone.status()).isEqualTo(ExplainStatus.EXPLAINED);
            assertThat(gone.exact()).isFalse();
            assertThat(gone.backboneVersion()).isGreaterThan(slate.backboneVersion());
            assertThat(gone.reason()).contains("no longer in memory");
            assertThat(gone.items()).extracting(ExplainedItem::itemId).isEqualTo(items(slate));
        }
    }

    @Test
    void anUnknownSlateAndABrokenQuestionAreSaidToBeSo() throws Exception {
        try (RecommendHarness harness = started()) {
            Recommendation slate = clicked(harness, "u", -1);
            assertThat(why(harness, "nobody", "r").status()).isEqualTo(ExplainStatus.UNKNOWN);
            assertThat(why(harness, "u", "r").reason()).contains("(r)");
            assertThat(why(harness, "v", slate.recommendationId()).status())
                    .isEqualTo(ExplainStatus.UNKNOWN);
            harness.user(new ExplainRefused("q", "", "", "The user_id () must", 1, WAITING));
            Explanation refused = awaited(harness, 1).get(0);
            assertThat(refused.status()).isEqualTo(ExplainStatus.REFUSED);
            assertThat(refused.userId()).isEmpty();
            assertThat(refused.key()).isEqualTo("q");
            // Nobody is no user whose id is that of the question.
            harness.user(new ExplainRefused("q", "", "q", "It is too long.", 1, WAITING));
            assertThat(awaited(harness, 1).get(0).userId()).isEqualTo("q");
        }
    }

    @Test
    void notKeptYetNoMoreAndNeverAreToldApart() throws Exception {
        try (RecommendHarness harness = started()) {
            Recommendation first = clicked(harness, "u", -1);
            for (int i = 0; i < settings().attribution().maxOpenSlates(); i++) {
                harness.user(click("u", "more" + i, "item-" + i, 60_000 + i));
            }
            harness.runDry();
            assertThat(why(harness, "nobody", "r").reason())
                    .startsWith("The slate (r) of the user must")
                    .contains("clicked nothing yet");
            assertThat(why(harness, "u", first.recommendationId()).reason())
                    .contains("(" + first.recommendationId() + ")", "taken its place");
        }
    }

    @Test
    void beyondTheBoundQuestionsAreTurnedAwayAndTheOthersAnswered() throws Exception {
        try (RecommendHarness harness = started()) {
            Recommendation slate = clicked(harness, "u", -1);
            for (int i = 0; i < 30; i++) {
                harness.user(explain("u", slate.recommendationId()));
            }
            List<Explanation> told = awaited(harness, 30);
            assertThat(told)
                    .extracting(Explanation::status)
                    .containsOnly(ExplainStatus.BUSY, ExplainStatus.EXPLAINED)
                    .contains(ExplainStatus.BUSY, ExplainStatus.EXPLAINED);
            var numbers = harness.recommend().numbers().explains();
            assertThat(numbers.count(ExplainStatus.BUSY) + numbers.count(ExplainStatus.EXPLAINED))
                    .isEqualTo(30);
        }
    }

    @Test
    void theEndOfTheInputWaitsForWhatWasAsked() throws Exception {
        try (RecommendHarness harness = started()) {
            Recommendation slate = clicked(harness, "u", -1);
            harness.user(explain("u", slate.recommendationId()));
            harness.endAll();
            assertThat(harness.take(Explaining.EXPLANATIONS)).hasSize(1);
        }
    }
}
