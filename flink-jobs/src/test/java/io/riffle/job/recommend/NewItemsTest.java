package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static io.riffle.job.testing.Bundles.withCatalogue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.settings.CatalogueSettings;
import io.riffle.job.settings.ListedOnly;
import io.riffle.job.settings.NewItemRules;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.state.SharedInput.Listed;
import io.riffle.job.state.SharedInput.Withdrawn;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class NewItemsTest {
    private int users;

    private static RecommendSettings settings(double share, int most) {
        return settings(1, share, most);
    }

    private static RecommendSettings settings(int bundle, double share, int most) {
        return withCatalogue(
                bundle,
                new CatalogueSettings(
                        ListedOnly.NEVER, Duration.ZERO, Map.of(), new NewItemRules(share, most)));
    }

    private static RecommendHarness started(RecommendSettings settings) throws Exception {
        return RecommendHarness.started(settings, FakeModel.LOADER);
    }

    private static RecommendHarness withoutModel(RecommendSettings settings) throws Exception {
        return RecommendHarness.started(
                Bundles.settings(
                        1,
                        null,
                        settings.models(),
                        settings.users(),
                        settings.attribution(),
                        settings.catalogue()),
                FakeModel.LOADER);
    }

    private List<Recommendation> answers(RecommendHarness harness, int clicks) throws Exception {
        List<Recommendation> answers = new ArrayList<>();
        for (int i = 0; i < clicks; i++) {
            harness.user(click("u" + ++users, "e", "i" + users % FakeModel.ITEMS, 1_000));
            answers.addAll(harness.takeRecommendations());
        }
        return answers;
    }

    @Test
    void anItemThatNoModelKnowsIsSeenSoonAndNoMoreOftenThanItsShare() throws Exception {
        try (RecommendHarness harness = started(settings(.04, 10_000))) {
            for (int i = 0; i < 1_000; i++) {
                harness.shared(new Listed("old" + i));
            }
            answers(harness, 300);
            harness.shared(new Listed("newest"));

            // Ten slates bring one new item in the mean: 200 without it have a chance of 1e-9.
            List<Recommendation> answers = answers(harness, 200);
            assertThat(answers).anyMatch(answer -> shows(answer, "newest"));
            answers.addAll(answers(harness, 4_000));
            long slots = answers.stream().filter(NewItemsTest::explores).count();
            // Half a slot in 5: 4,200 draws with a chance of .2, five deviations.
            assertThat(slots / (double) answers.size()).isCloseTo(.2, within(.031));
            for (Recommendation answer : answers) {
                if (explores(answer)) {
                    RankedItem last = answer.items().get(FakeModel.SLATE - 1);
                    assertThat(last.itemId()).matches("old\\d+|newest");
                    assertThat(answer.policy()).isEqualTo("new-items");
                    assertThat(answer.propensities().subList(0, FakeModel.SLATE - 1))
                            .containsOnly(1.0);
                    assertThat(answer.propensities().get(FakeModel.SLATE - 1)).isBetween(0.0, .2);
                }
            }
        }
    }

    @Test
    void whatIsWeighedByItsPropensityCountsEveryItemOnce() throws Exception {
        try (RecommendHarness harness = started(settings(1, 50))) {
            for (int i = 0; i < 50; i++) {
                harness.shared(new Listed("n" + i));
            }
            double sum = 0;
            for (Recommendation answer : answers(harness, 1_000)) {
                sum += 1 / answer.propensities().get(FakeModel.SLATE - 1);
            }
            // In the mean as many as there are items; five deviations of a mean of 1,000.
            assertThat(sum / 1_000).isCloseTo(50, within(8.0));
        }
    }

    @Test
    void beforeTheFirstClickCountsASlateHoldsNewItemsOnly() throws Exception {
        try (RecommendHarness harness = withoutModel(settings(.02, 10_000))) {
            for (int i = 0; i < 10_000; i++) {
                harness.shared(new Listed("n" + i));
            }
            for (Recommendation answer : answers(harness, 50)) {
                assertThat(answer.tier()).isEqualTo(Tier.POPULAR);
                assertThat(answer.items()).hasSize(FakeModel.SLATE);
                assertThat(answer.items().stream().map(RankedItem::itemId)).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void whatIsWithdrawnDislikedOrSeenIsNotShownAsNew() throws Exception {
        try (RecommendHarness harness = started(settings(1, 10))) {
            harness.shared(new Listed("n"));
            assertThat(shows(answers(harness, 1).get(0), "n")).isTrue();
            harness.user(click("reader", "e1", "n", 1_000));
            assertThat(shows(harness.takeRecommendations().get(0), "n")).isFalse();
            harness.shared(new Withdrawn("n"));
            assertThat(shows(answers(harness, 1).get(0), "n")).isFalse();
        }
    }

    @Test
    void theCatalogueHoldsFromTheNextClickOn() throws Exception {
        try (RecommendHarness harness = started(settings(100, 1, 10))) {
            harness.user(click("before", "e", "i29", 1_000));
            harness.shared(new Listed("n"));
            harness.user(click("between", "e", "i29", 1_000));
            harness.shared(new Withdrawn("n"));
            harness.user(click("after", "e", "i29", 1_000));
            harness.endAll();

            assertThat(harness.takeRecommendations())
                    .extracting(answer -> shows(answer, "n"))
                    .containsExactly(false, true, false);
        }
    }

    @Test
    void whatTheSlateOfARequestShowsByChanceIsNoCandidateOfItsSample() throws Exception {
        String behind;
        try (RecommendHarness harness = started(settings(0, 10))) {
            Recommendation asked = asked(harness);
            behind = candidates(harness, asked).get(FakeModel.CANDIDATES - 1);
            assertThat(shows(asked, behind)).isFalse();
        }
        try (RecommendHarness harness = withoutModel(settings(1, 10))) {
            // What came before the first model is new, though the model knows it.
            harness.shared(new Listed(behind));
            harness.shared(new Announced(Bundles.update(ModelUpdate.BACKBONE, 1, "fake:1")));
            harness.awaitSwap();
            Recommendation asked = asked(harness);
            assertThat(asked.policy()).isEqualTo("new-items");
            assertThat(shows(asked, behind)).isTrue();
            harness.takeSamples();
            assertThat(candidates(harness, asked))
                    .hasSize(FakeModel.CANDIDATES - 1)
                    .doesNotContain(behind);
        }
    }

    /** What u asks for after a click. */
    private static Recommendation asked(RecommendHarness harness) throws Exception {
        harness.user(click("u", "e1", "i1", 1_000));
        harness.user(RequestScenes.sent(RequestScenes.request("q", "u", 1_500)));
        Recommendation asked = RequestScenes.reply(harness);
        harness.takeRecommendations();
        return asked;
    }

    /** Candidates that the sample of a slate tells of, when its first item is clicked. */
    private static List<String> candidates(RecommendHarness harness, Recommendation slate)
            throws Exception {
        String first = slate.items().get(0).itemId();
        String id = slate.recommendationId();
        harness.user(click(slate.userId(), "e2", first, 2_000, Action.CLICK, id));
        TrainingSample sample =
                harness.takeSamples().stream()
                        .filter(one -> one.recommendationId().equals(id))
                        .findFirst()
                        .orElseThrow();
        harness.takeRecommendations();
        return sample.candidates().stream().map(Candidate::itemId).toList();
    }

    @Test
    void whatHasBeenSeenOrClickedOftenIsNotNewAnyMore() throws Exception {
        try (RecommendHarness harness = started(settings(1, 10))) {
            harness.shared(new Listed("n"));
            assertThat(answers(harness, 100)).allMatch(answer -> shows(answer, "n"));
            assertThat(answers(harness, 20)).noneMatch(answer -> shows(answer, "n"));
        }
    }

    @Test
    void modelsAreToldOfWhatTheyDoNotKnowAlsoAfterASwapAndARestart() throws Exception {
        // Loaded on another thread, and looked at when the swap is over.
        List<FakeModel> models = new CopyOnWriteArrayList<>();
        InferenceLoader loader =
                (current, artifact) -> {
                    FakeModel model = (FakeModel) FakeModel.load(current, artifact);
                    models.add(model);
                    return model;
                };
        OperatorSubtaskState state;
        try (RecommendHarness harness = RecommendHarness.started(settings(0, 2), loader)) {
            harness.shared(new Listed("i1"));
            harness.shared(new Listed("first"));
            harness.shared(new Listed("second"));
            harness.shared(new Listed("third"));
            harness.shared(new Announced(Bundles.update(ModelUpdate.BACKBONE, 2, "fake:2")));
            harness.awaitSwap();
            state = harness.checkpoint();
        }
        try (RecommendHarness harness = RecommendHarness.restored(settings(0, 2), loader, state)) {
            answers(harness, 1);
        }
        assertThat(models.get(0).described()).containsExactly("first", "second", "third");
        assertThat(models.get(1).described()).containsExactly("second", "third");
        assertThat(models.get(models.size() - 1).described()).containsExactly("second", "third");
        assertThat(models).hasSizeGreaterThan(2);
    }

    private static boolean explores(Recommendation answer) {
        return answer.policy() != null;
    }

    private static boolean shows(Recommendation answer, String itemId) {
        return answer.items().stream().anyMatch(item -> item.itemId().equals(itemId));
    }
}
