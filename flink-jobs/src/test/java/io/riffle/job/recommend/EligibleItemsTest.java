package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static io.riffle.job.testing.Bundles.withCatalogue;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.settings.CatalogueSettings;
import io.riffle.job.settings.ListedOnly;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.state.SharedInput.CatalogueRead;
import io.riffle.job.state.SharedInput.Listed;
import io.riffle.job.state.SharedInput.Withdrawn;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class EligibleItemsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private int clicks;

    private static RecommendSettings settings(ListedOnly listedOnly, Map<Integer, Long> ends) {
        return withCatalogue(1, new CatalogueSettings(listedOnly, MINUTE, ends));
    }

    /** Items of the answer to a new user's click. */
    private List<String> shown(RecommendHarness harness) throws Exception {
        Recommendation answer = answer(harness, "i29");
        return answer.items().stream().map(item -> item.itemId()).toList();
    }

    private Recommendation answer(RecommendHarness harness, String item) throws Exception {
        harness.user(click("u" + ++clicks, "e", item, 1_000));
        List<Recommendation> answers = harness.takeRecommendations();
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private static RecommendHarness started(RecommendSettings settings) throws Exception {
        return RecommendHarness.started(settings, FakeModel.LOADER);
    }

    @Test
    void onceTheCatalogueListsAnItemOnlyListedOnesAreShownAlsoByLaterModels() throws Exception {
        try (RecommendHarness harness = started(settings(ListedOnly.AUTO, Map.of()))) {
            assertThat(shown(harness)).hasSize(FakeModel.SLATE);
            harness.shared(new Listed("i1"));
            harness.shared(new Listed("i2"));
            harness.shared(new Listed("i3"));
            assertThat(shown(harness)).containsExactlyInAnyOrder("i1", "i2", "i3");
            harness.shared(new Withdrawn("i2"));
            assertThat(shown(harness)).containsExactlyInAnyOrder("i1", "i3");
            harness.shared(new Announced(Bundles.update(ModelUpdate.BACKBONE, 2, "fake:2")));
            harness.awaitSwap();
            assertThat(shown(harness)).containsExactlyInAnyOrder("i1", "i3");
        }
    }

    @Test
    void theCatalogueHoldsFromTheNextClickOn() throws Exception {
        CatalogueSettings auto = new CatalogueSettings(ListedOnly.AUTO, MINUTE, Map.of());
        try (RecommendHarness harness = started(withCatalogue(100, auto))) {
            harness.user(click("ann", "e", "i29", 1_000));
            harness.shared(new Listed("i1"));
            harness.user(click("bob", "e", "i29", 1_000));
            harness.shared(new Withdrawn("i1"));
            harness.user(click("cid", "e", "i29", 1_000));
            harness.endAll();

            assertThat(harness.takeRecommendations())
                    .extracting(answer -> answer.items().size())
                    .containsExactly(FakeModel.SLATE, 1, 0);
        }
    }

    @Test
    void withoutACatalogueEverythingIsShownUnlessThatIsForbidden() throws Exception {
        try (RecommendHarness harness = started(settings(ListedOnly.AUTO, Map.of()))) {
            harness.shared(new Withdrawn("i2"));
            assertThat(shown(harness)).hasSize(FakeModel.SLATE).doesNotContain("i2");
        }
        try (RecommendHarness harness = started(settings(ListedOnly.NEVER, Map.of()))) {
            harness.shared(new Listed("i1"));
            assertThat(shown(harness)).hasSize(FakeModel.SLATE);
        }
        try (RecommendHarness harness = started(settings(ListedOnly.ALWAYS, Map.of()))) {
            assertThat(shown(harness)).isEmpty();
        }
    }

    @Test
    void nothingIsShownBeforeTheCatalogueWasReadToTheEndThatItHad() throws Exception {
        try (RecommendHarness harness = started(settings(ListedOnly.AUTO, Map.of(0, 10L, 3, 7L)))) {
            harness.shared(new Listed("i1"));
            harness.shared(new Listed("i2"));
            assertThat(shown(harness)).isEmpty();
            harness.shared(new CatalogueRead(3));
            assertThat(shown(harness)).isEmpty();
            harness.shared(new Withdrawn("i2"));
            harness.shared(new CatalogueRead(0));

            Recommendation answer = answer(harness, "i29");
            assertThat(answer.tier()).isEqualTo(Tier.GENERATOR_ONLY);
            assertThat(answer.items()).extracting(item -> item.itemId()).containsExactly("i1");
        }
    }

    @Test
    void aCatalogueThatIsNotReadInTimeHoldsNobodyUpAndHidesWhatItHasNotListed() throws Exception {
        try (RecommendHarness harness = started(settings(ListedOnly.AUTO, Map.of(0, 10L)))) {
            harness.shared(new Listed("i1"));
            harness.setProcessingTime(RecommendHarness.START + MINUTE.toMillis());

            assertThat(shown(harness)).containsExactly("i1");
        }
    }

    @Test
    void aCatalogueOfTombstonesAloneListsNothingAndHidesOnlyThem() throws Exception {
        try (RecommendHarness harness = started(settings(ListedOnly.AUTO, Map.of(0, 0L)))) {
            harness.shared(new Withdrawn("i2"));
            harness.shared(new CatalogueRead(0));

            assertThat(shown(harness)).hasSize(FakeModel.SLATE).doesNotContain("i2");
        }
    }

    @Test
    void whatWasReadIsKnownAfterARestoreByEverySubtask() throws Exception {
        RecommendSettings settings = settings(ListedOnly.AUTO, Map.of(0, 10L, 1, 5L));
        RecommendHarness harness = started(settings);
        harness.shared(new Listed("i1"));
        harness.shared(new CatalogueRead(1));
        OperatorSubtaskState reading = harness.checkpoint();
        harness.shared(new Listed("i2"));
        harness.shared(new CatalogueRead(0));
        OperatorSubtaskState read = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(settings, FakeModel.LOADER, reading);
        assertThat(shown(harness)).isEmpty();
        harness.shared(new CatalogueRead(0));
        assertThat(shown(harness)).containsExactly("i1");
        harness.close();
        for (int subtask = 0; subtask < 2; subtask++) {
            harness = RecommendHarness.restored(settings, FakeModel.LOADER, read, subtask, 2);
            while (!harness.owns("u" + (clicks + 1))) {
                clicks++;
            }
            assertThat(shown(harness)).containsExactlyInAnyOrder("i1", "i2");
            harness.close();
        }
    }

    @Test
    void inventedItemsAreNotPopularWhereOnlyListedOnesAreShown() throws Exception {
        RecommendSettings settings =
                Bundles.settings(
                        1,
                        null,
                        Bundles.MODELS,
                        Bundles.USERS,
                        Bundles.ATTRIBUTION,
                        new CatalogueSettings(ListedOnly.AUTO, MINUTE, Map.of()));
        try (RecommendHarness harness = started(settings)) {
            harness.shared(new Listed("real"));
            harness.shared(new Listed("withdrawn"));
            for (int i = 0; i < 50; i++) {
                answer(harness, "javascript:alert(1)");
                answer(harness, "withdrawn");
            }
            answer(harness, "real");
            harness.shared(new Withdrawn("withdrawn"));

            assertThat(shown(harness)).containsExactly("real");
        }
    }

    @Test
    void whatTheCatalogueSaysTakesItsIdAndEighteenBytesAnItemInACheckpointAtMost()
            throws Exception {
        try (RecommendHarness harness = started(settings(ListedOnly.AUTO, Map.of()))) {
            long before = harness.checkpoint().getStateSize();
            int items = 100_000;
            long ids = 0;
            for (int i = 0; i < items; i++) {
                String itemId = "an item with a long id, number " + i;
                ids += itemId.length();
                harness.shared(new Listed(itemId));
            }
            long listed = harness.checkpoint().getStateSize() - before;
            // A number of the id, and one of the category: a byte where there is none; and for
            // conditions the id itself with what is known of the item.
            assertThat(listed).isBetween(ids + 9L * items, ids + 18L * items);
            for (int i = 0; i < items; i++) {
                harness.shared(new Withdrawn("an item with a long id, number " + i));
            }
            assertThat(harness.checkpoint().getStateSize() - before).isLessThan(1_000);
        }
    }
}
