package io.riffle.job.recommend;

import static io.riffle.job.recommend.CrowdScene.USERS;
import static io.riffle.job.recommend.WhyScenes.items;
import static io.riffle.job.recommend.WhyScenes.why;
import static io.riffle.job.testing.Bundles.POPULAR;
import static io.riffle.job.testing.Bundles.withPopular;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.SharedInput.Listed;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Item;
import io.riffle.schema.Recommendation;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Without;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Slates of popular items, without an event of the history, before there is any model. */
class ExplainPopularTest {

    private final CrowdScene crowd = new CrowdScene();

    /** Readers of news and fans of sport, each of whom clicks what is theirs. */
    private RecommendHarness started() throws Exception {
        RecommendHarness harness = RecommendHarness.started(withPopular(POPULAR), FakeModel.LOADER);
        for (int item = 0; item < 12; item++) {
            harness.shared(new Listed(item("n" + item, "news")));
            harness.shared(new Listed(item("s" + item, "sport")));
        }
        for (int user = 0; user < USERS; user++) {
            for (int item = 0; item < 9; item++) {
                harness.user(crowd.click("reader" + user, "n" + item, Map.of()));
                harness.user(crowd.click("fan" + user, "s" + item, Map.of()));
            }
        }
        harness.takeRecommendations();
        return harness;
    }

    private static Item item(String id, String category) {
        return new Item(id, "", List.of(category), 0, Map.of());
    }

    private Recommendation clicked(RecommendHarness harness, String user, String... items)
            throws Exception {
        for (String item : items) {
            harness.user(crowd.click(user, item, Map.of()));
        }
        List<Recommendation> all = harness.takeRecommendations();
        return all.get(all.size() - 1);
    }

    @Test
    void aPopularSlateWithoutAnEventIsThatOfAUserWhoNeverDidIt() throws Exception {
        try (RecommendHarness harness = started()) {
            Recommendation slate = clicked(harness, "u", "n1", "s2", "n3", "n1", "s0");
            Explanation told = why(harness, "u", slate.recommendationId());
            assertThat(told.status()).isEqualTo(ExplainStatus.EXPLAINED);
            assertThat(told.exact()).as(told.reason()).isTrue();
            assertThat(told.again()).isEqualTo(items(slate)).allMatch(i -> i.startsWith("s"));
            assertThat(told.without()).hasSize(5);
            List<HistoryEvent> history = new ArrayList<>();
            told.without().forEach(one -> history.add(0, one.event()));
            for (int i = 0; i < 5; i++) {
                Without without = told.without().get(4 - i);
                List<HistoryEvent> less = new ArrayList<>(history);
                less.remove(i);
                assertThat(without.slate())
                        .as("without %s", without.event().itemId())
                        .isEqualTo(crowd.asked(harness, less, Map.of()));
            }
            // The newest one chose the list; what was seen in the other one changes nothing here.
            assertThat(told.without().get(0).slate()).allMatch(i -> i.startsWith("n"));
            assertThat(told.without().get(0).ranks()).containsOnly(0);
            assertThat(told.without().get(2).slate()).isEqualTo(items(slate));
            assertThat(told.because(items(slate).get(0)))
                    .extracting(one -> one.event().itemId())
                    .containsExactly("s0");
        }
    }

    @Test
    void onWhichListsASlateDependedIsSaid() throws Exception {
        try (RecommendHarness harness = started()) {
            Recommendation slate = clicked(harness, "u", "n1", "s0");
            assertThat(why(harness, "u", slate.recommendationId()).reason())
                    .contains("No model took part", "those after the category of s0.")
                    .contains("of itself (device, referrer)")
                    .doesNotContain("another slate");
            Recommendation unmoved = clicked(harness, "v", "unheard-of");
            assertThat(why(harness, "v", unmoved.recommendationId()).reason())
                    .contains("by the clicks of all.")
                    .endsWith("None of the newest events moved it.");
        }
    }

    @Test
    void listsThatHaveMovedOnSaySo() throws Exception {
        try (RecommendHarness harness = started()) {
            Recommendation slate = clicked(harness, "u", "s0");
            for (int user = 0; user < 3 * USERS; user++) {
                harness.user(crowd.click("later" + user, "s10", Map.of()));
                harness.user(crowd.click("later" + user, "s11", Map.of()));
            }
            harness.takeRecommendations();
            Explanation told = why(harness, "u", slate.recommendationId());
            assertThat(told.exact()).isFalse();
            assertThat(told.reason()).contains("The lists say another slate now");
            assertThat(told.again()).contains("s11");
        }
    }
}
