package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.inference.Inference;
import io.riffle.job.models.Artifact;
import io.riffle.job.settings.CatalogueSettings;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.SharedInput.Listed;
import io.riffle.job.state.SharedInput.Ruled;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.Item;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.ask.PlacementRules;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests with conditions, through the whole step; the catalogue lists thirty items and one. */
class ConditionedRequestsTest {

    private static final long TIME = 90_000;
    private int requests;

    @BeforeEach
    void startsAnew() {
        requests = 0;
    }

    private static RecommendSettings settings(String... filterable) {
        CatalogueSettings usual = Bundles.settings(1).catalogue();
        return Bundles.withCatalogue(
                1,
                new CatalogueSettings(
                        usual.listedOnly(),
                        usual.maxWait(),
                        usual.ends(),
                        usual.newItems(),
                        List.of(filterable)));
    }

    private static RecommendHarness started(RecommendSettings settings) throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings, FakeModel.LOADER);
        for (int i = 0; i < FakeModel.ITEMS; i++) {
            harness.shared(new Listed(item("i" + i, i % 3 == 0 ? "news" : "sport", i, true)));
        }
        // One that the models do not know.
        harness.shared(new Listed(item("x1", "news", 1_000, true)));
        harness.user(click("u", "e1", "i1", 1_000));
        harness.takeRecommendations();
        return harness;
    }

    private static Item item(String id, String category, int price, boolean inStock) {
        return new Item(
                id,
                "",
                List.of(category),
                0,
                Map.of("price", Integer.toString(price), "in_stock", Boolean.toString(inStock)));
    }

    private Recommendation ask(
            RecommendHarness harness, String user, String placement, String where, int size)
            throws Exception {
        SlateRequest request =
                new SlateRequest(
                        "q" + requests++,
                        user,
                        List.of(),
                        placement,
                        size,
                        where,
                        List.of(),
                        List.of(),
                        "",
                        TIME,
                        true,
                        "");
        harness.user(new Request(request, TIME, ReplyTo.NOBODY));
        harness.runDry();
        return harness.takeReplies().get(0).recommendation();
    }

    private static List<String> items(Recommendation slate) {
        return slate.items().stream().map(RankedItem::itemId).toList();
    }

    @Test
    void everyTierHonoursTheConditionAndFillsTheSlate() throws Exception {
        try (RecommendHarness harness = started(settings("price"))) {
            String where = "category in (news) and price < 2000";
            for (String user : List.of("u", "stranger")) {
                Recommendation answer = ask(harness, user, "", where, 11);
                assertThat(items(answer))
                        .as(user)
                        .containsExactlyInAnyOrder(
                                "i0", "i3", "i6", "i9", "i12", "i15", "i18", "i21", "i24", "i27",
                                "x1");
                assertThat(answer.reason()).isEmpty();
                assertThat(ask(harness, user, "", where, 12).reason())
                        .isEqualTo(
                                "11 of 12 items: no more of the 11 that satisfy the condition are"
                                        + " left.");
            }
        }
    }

    @Test
    void whatNothingSatisfiesIsEmptyAndSaysSo() throws Exception {
        try (RecommendHarness harness = started(settings("price"))) {
            Recommendation answer = ask(harness, "u", "", "price > 5000", 5);
            assertThat(answer.items()).isEmpty();
            assertThat(answer.reason()).isEqualTo("No item satisfies the condition.");
            answer = ask(harness, "u", "", "category in (nwes)", 5);
            assertThat(answer.items()).isEmpty();
            assertThat(answer.reason()).contains("does not know").contains("nwes");
        }
    }

    @Test
    void whatIsOutOfStockIsInNoAnswer() throws Exception {
        try (RecommendHarness harness = started(settings("price", "in_stock"))) {
            List<String> before = items(ask(harness, "u", "", "", 5));
            String gone = before.get(0);
            harness.shared(new Listed(item(gone, "news", 7, false)));
            assertThat(items(ask(harness, "u", "", "", 29))).doesNotContain(gone);
            harness.user(click("u", "e2", "i2", 2_000));
            harness.user(click("new", "e3", "i2", 2_000));
            harness.runDry();
            assertThat(harness.takeRecommendations())
                    .hasSize(2)
                    .allSatisfy(answer -> assertThat(items(answer)).doesNotContain(gone));
            harness.shared(new Listed(item(gone, "news", 7, true)));
            assertThat(items(ask(harness, "u", "", "", 30))).contains(gone);
        }
    }

    @Test
    void rulesOfAPlacementHoldInEveryTierFromTheNextRequestOn() throws Exception {
        PlacementRules home =
                new PlacementRules(
                        "home",
                        6,
                        "price < 2000",
                        List.of(new PlacementRules.Boost("item in (i29)", 100)),
                        List.of(new PlacementRules.Cap("category", 3)),
                        0,
                        List.of(new PlacementRules.Pin(2, "x1")),
                        0,
                        Duration.ZERO);
        try (RecommendHarness harness = started(settings("price"))) {
            harness.user(click("v", "e5", "i29", 1_000));
            harness.takeRecommendations();
            harness.shared(new Ruled(home));
            List<String> slate = items(ask(harness, "stranger", "home", "", 0));
            assertThat(slate).hasSize(6).startsWith("i29", "x1");
            assertThat(slate.stream().filter(ConditionedRequestsTest::isNews)).hasSize(3);
            assertThat(items(ask(harness, "stranger", "home", "category in (sport)", 0)))
                    .hasSize(3)
                    .noneMatch(ConditionedRequestsTest::isNews);
        }
    }

    private static boolean isNews(String itemId) {
        return itemId.equals("x1") || Integer.parseInt(itemId.substring(1)) % 3 == 0;
    }

    @Test
    void conditionThatCannotBeAnsweredIsRefusedInTheReply() throws Exception {
        try (RecommendHarness harness = started(settings("price"))) {
            harness.shared(
                    new Listed(new Item("y", "", List.of("news"), 0, Map.of("price", "cheap"))));
            Recommendation answer = ask(harness, "u", "", "price < 20", 5);
            assertThat(answer.items()).isEmpty();
            assertThat(answer.reason()).contains("price");
        }
    }

    @Test
    void conditionsAreAnsweredAlikeAfterARestore() throws Exception {
        RecommendSettings settings = settings("price");
        Recommendation before;
        OperatorSubtaskState state;
        try (RecommendHarness harness = started(settings)) {
            before = ask(harness, "u", "", "price < 12 and category in (news)", 9);
            state = harness.checkpoint();
        }
        try (RecommendHarness later =
                RecommendHarness.restored(settings, FakeModel.LOADER, state)) {
            assertThat(items(ask(later, "u", "", "price < 12 and category in (news)", 9)))
                    .isEqualTo(items(before));
        }
    }

    /** Models that were loaded by {@link #seen}. */
    private static final List<FakeModel> LOADED = new ArrayList<>();

    private static Inference seen(@Nullable Inference current, Artifact artifact) {
        FakeModel loaded = (FakeModel) FakeModel.LOADER.load(current, artifact);
        LOADED.add(loaded);
        return loaded;
    }

    @Test
    void aModelThatIsLoadedAfterARestoreHasLookedTheCatalogueUp() throws Exception {
        RecommendSettings settings = settings("price");
        OperatorSubtaskState state;
        try (RecommendHarness harness = started(settings)) {
            state = harness.checkpoint();
        }
        LOADED.clear();
        try (RecommendHarness later =
                RecommendHarness.restored(settings, ConditionedRequestsTest::seen, state)) {
            assertThat(LOADED.get(0).prepared()).isGreaterThanOrEqualTo(FakeModel.ITEMS);
            assertThat(later.recommend().numbers().asks().requestCount()).isZero();
        }
    }
}
