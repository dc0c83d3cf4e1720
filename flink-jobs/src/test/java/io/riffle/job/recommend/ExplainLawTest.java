package io.riffle.job.recommend;

import static io.riffle.job.recommend.WhyScenes.CLICKED;
import static io.riffle.job.recommend.WhyScenes.asked;
import static io.riffle.job.recommend.WhyScenes.clicked;
import static io.riffle.job.recommend.WhyScenes.items;
import static io.riffle.job.recommend.WhyScenes.why;
import static io.riffle.job.testing.Bundles.click;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.job.settings.ModelSettings;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.SharedInput;
import io.riffle.job.state.SharedInput.Ruled;
import io.riffle.schema.Action;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.ask.PlacementRules;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.ExplainedItem;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Explanation.Barred;
import io.riffle.schema.explain.Without;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an explanation says, with real models, beside what the step itself says. */
@SuppressWarnings("NullAway.Init") // published before the first test
class ExplainLawTest {

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

    private static void assertTellsOf(Explanation told, Recommendation slate) {
        assertThat(told.status()).isEqualTo(ExplainStatus.EXPLAINED);
        assertThat(told.items()).hasSameSizeAs(slate.items());
        for (int i = 0; i < slate.items().size(); i++) {
            ExplainedItem item = told.items().get(i);
            RankedItem shown = slate.items().get(i);
            assertThat(item.itemId()).isEqualTo(shown.itemId());
            assertThat(item.rank()).isEqualTo(shown.rank());
            assertThat(item.score()).isCloseTo(shown.score(), within(1e-4f));
            assertThat(item.generatorScore()).isCloseTo(shown.generatorScore(), within(1e-5f));
            assertThat(item.sources()).isNotEmpty();
            assertThat(item.sources().get(0).source()).isEqualTo("backbone");
        }
        assertThat(told.again()).isEqualTo(items(slate));
    }

    @Test
    void anExplanationTellsOfTheSlateAsItWasServed() throws Exception {
        try (RecommendHarness harness = started()) {
            Recommendation slate = clicked(harness, "u", -1);
            harness.user(click("u", "later", "item-5", 60_000));
            harness.user(
                    click(
                            "u",
                            "disliked",
                            slate.items().get(0).itemId(),
                            61_000,
                            Action.DISLIKE,
                            null));
            harness.runDry();
            Explanation told = why(harness, "u", slate.recommendationId());

            assertTellsOf(told, slate);
            assertThat(told.exact()).as(told.reason()).isTrue();
            assertThat(told.reason()).isEmpty();
            assertThat(told.backboneVersion()).isEqualTo(slate.backboneVersion());
            assertThat(told.rerankerVersion()).isEqualTo(slate.rerankerVersion()).isPositive();
            assertThat(told.counts().seen()).isEqualTo(6);
            assertThat(told.counts().disliked()).isZero();
            assertThat(told.counts().known()).isEqualTo(39);
            assertThat(told.without())
                    .extracting(without -> without.event().itemId())
                    .containsExactly(
                            "item-21", "item-2", "item-30", "item-17", "item-3", "item-9",
                            "item-3");
        }
    }

    @Test
    void aSlateWithoutAnEventIsThatOfAUserWhoNeverDidIt() throws Exception {
        try (RecommendHarness harness = started()) {
            clicked(harness, "u", -1);
            Recommendation slate = asked(harness, SlateRequest.of("q", "u", 20_000));
            Explanation told = why(harness, "u", slate.recommendationId());
            assertTellsOf(told, slate);
            assertThat(told.exact()).as(told.reason()).isTrue();
            int gone = 0;
            for (int left = 0; left < CLICKED.size(); left++) {
                String other = "other" + left;
                clicked(harness, other, left);
                Recommendation expected = asked(harness, SlateRequest.of("q", other, 20_000));
                Without without = told.without().get(CLICKED.size() - 1 - left);
                assertThat(without.slate()).as("without %s", left).isEqualTo(items(expected));
                assertThat(without.event().time()).isEqualTo(1_000L * (left + 1));

                SlateRequest excluding =
                        new SlateRequest(
                                "p",
                                other,
                                List.of(),
                                "",
                                0,
                                "",
                                List.of(),
                                List.of(CLICKED.get(left)),
                                "",
                                20_000,
                                false,
                                "");
                List<String> others = items(asked(harness, excluding));
                for (int i = 0; i < told.again().size(); i++) {
                    assertThat(without.ranks().get(i))
                            .isEqualTo(others.indexOf(told.again().get(i)) + 1);
                    gone += without.ranks().get(i) == 0 ? 1 : 0;
                }
            }
            assertThat(gone).as("something is there because of something").isPositive();
            long because = told.again().stream().mapToLong(item -> told.because(item).size()).sum();
            assertThat(because).isEqualTo(gone);
        }
    }

    @Test
    void askingWhyChangesNoAnswer() throws Exception {
        List<Recommendation> without = new ArrayList<>();
        List<Recommendation> with = new ArrayList<>();
        for (boolean asking : new boolean[] {false, true}) {
            try (RecommendHarness harness = models.started(.5)) {
                for (int i = 0; i < 20; i++) {
                    harness.user(click("u" + i % 2, "e" + i, "item-" + (1 + i), 1_000L * i + 1));
                    harness.runDry();
                    List<Recommendation> slates = harness.takeRecommendations();
                    (asking ? with : without).addAll(slates);
                    if (asking && i % 3 == 0) {
                        why(harness, "u" + i % 2, slates.get(0).recommendationId());
                    }
                }
            }
        }
        assertThat(with)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("emittedTime")
                .isEqualTo(without);
    }

    @Test
    void conditionsExclusionsAndRulesAreAskedAgain() throws Exception {
        try (RecommendHarness harness = started()) {
            clicked(harness, "u", -1);
            List<String> free = items(asked(harness, SlateRequest.of("free", "u", 20_000)));
            for (int i = 1; i < 40; i++) {
                harness.shared(new SharedInput.Listed("item-" + i));
            }
            harness.shared(
                    new Ruled(
                            new PlacementRules(
                                    "home",
                                    4,
                                    "not item in (" + free.get(1) + ")",
                                    List.of(),
                                    List.of(),
                                    0,
                                    List.of(new PlacementRules.Pin(2, "item-39")),
                                    1,
                                    Duration.ZERO)));
            SlateRequest request =
                    new SlateRequest(
                            "q",
                            "u",
                            List.of(),
                            "home",
                            0,
                            "",
                            List.of(),
                            List.of(free.get(0)),
                            "",
                            21_000,
                            true,
                            "");
            Recommendation slate = asked(harness, request);
            // What comes later in the placement must not be taken for what came before.
            asked(
                    harness,
                    new SlateRequest(
                            "later", "u", List.of(), "home", 0, "", List.of(), List.of(), "",
                            22_000, true, ""));
            Explanation told = why(harness, "u", slate.recommendationId());
            assertThat(told.items()).extracting(ExplainedItem::itemId).isEqualTo(items(slate));
            assertThat(told.exact()).as(told.reason()).isTrue();
            assertThat(told.served()).isNotNull();
            assertThat(told.barred())
                    .contains(new Barred(free.get(0), 1, "excluded"))
                    .anyMatch(one -> one.itemId().equals(free.get(1)));
            assertThat(told.counts().excluded()).isEqualTo(1);
        }
    }

    @Test
    void whatIsDrawnIsDrawnAgain() throws Exception {
        try (RecommendHarness harness = models.started(1)) {
            Recommendation slate = clicked(harness, "u", -1);
            assertThat(slate.policy()).isNotNull();
            Explanation told = why(harness, "u", slate.recommendationId());
            assertTellsOf(told, slate);
            assertThat(told.exact()).isTrue();
            assertThat(told.reason()).contains("drawn");
        }
    }
}
