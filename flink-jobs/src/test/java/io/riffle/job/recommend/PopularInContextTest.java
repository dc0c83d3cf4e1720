package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.POPULAR;
import static io.riffle.job.testing.Bundles.withPopular;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.settings.PopularSettings;
import io.riffle.job.state.Served;
import io.riffle.job.state.SharedInput.Listed;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.FakeModel;
import io.riffle.job.user.User;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.ContextNames;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Item;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.wire.Decoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a click says of itself chooses among popular items, through the whole step. */
class PopularInContextTest {

    private static final Map<String, String> MOBILE = Map.of("device", "mobile");
    private static final Map<String, String> DESKTOP = Map.of("device", "desktop");
    private static final int USERS = 40;

    private int events;

    @BeforeEach
    void startsAnew() {
        events = 0;
    }

    private Click click(String user, String item, Map<String, String> context) {
        events++;
        ClickEvent event =
                new ClickEvent(
                        "e" + events, user, item, Action.CLICK, 1_000L * events, null, 0, context);
        return new Click(new Decoded.Click(event, 1_000L * events + 5));
    }

    /** Mobile and desktop users click different items. */
    private RecommendHarness started() throws Exception {
        RecommendHarness harness = RecommendHarness.started(withPopular(POPULAR), FakeModel.LOADER);
        for (int user = 0; user < USERS; user++) {
            for (int item = 0; item < FakeModel.SLATE; item++) {
                harness.user(click("phone" + user, "m" + item, MOBILE));
                harness.user(click("desk" + user, "d" + item, DESKTOP));
            }
        }
        harness.takeRecommendations();
        return harness;
    }

    private List<String> asked(
            RecommendHarness harness, List<HistoryEvent> history, Map<String, String> context)
            throws Exception {
        SlateRequest request =
                new SlateRequest(
                        "q" + events++,
                        "",
                        history,
                        "",
                        FakeModel.SLATE,
                        "",
                        List.of(),
                        List.of(),
                        "",
                        9_000_000,
                        true,
                        "",
                        context);
        harness.user(new Request(request, 9_000_005, ReplyTo.NOBODY));
        harness.runDry();
        return harness.takeReplies().get(0).recommendation().items().stream()
                .map(RankedItem::itemId)
                .toList();
    }

    private List<String> slate(RecommendHarness harness, Map<String, String> context)
            throws Exception {
        harness.user(click("cold" + events, "elsewhere" + events, context));
        List<Recommendation> answers = harness.takeRecommendations();
        assertThat(answers).hasSize(1);
        return answers.get(0).items().stream().map(RankedItem::itemId).toList();
    }

    @Test
    void eachDeviceIsShownWhatItsUsersClick() throws Exception {
        try (RecommendHarness harness = started()) {
            assertThat(slate(harness, MOBILE))
                    .hasSize(FakeModel.SLATE)
                    .allMatch(item -> item.startsWith("m"));
            assertThat(slate(harness, DESKTOP))
                    .hasSize(FakeModel.SLATE)
                    .allMatch(item -> item.startsWith("d"));
        }
    }

    @Test
    void aRequestOfNobodyIsAnsweredForItsDevice() throws Exception {
        try (RecommendHarness harness = started()) {
            List<String> mixture = asked(harness, List.of(), Map.of());
            assertThat(mixture)
                    .anyMatch(item -> item.startsWith("m"))
                    .anyMatch(item -> item.startsWith("d"));
            assertThat(asked(harness, List.of(), MOBILE))
                    .hasSize(FakeModel.SLATE)
                    .allMatch(item -> item.startsWith("m"));
            assertThat(asked(harness, List.of(), DESKTOP))
                    .hasSize(FakeModel.SLATE)
                    .allMatch(item -> item.startsWith("d"));
            for (int i = 0; i < 1_000; i++) {
                Map<String, String> unheard = Map.of("device", "toaster" + i);
                assertThat(asked(harness, List.of(), unheard)).isEqualTo(mixture);
            }
            assertThat(asked(harness, List.of(), Map.of())).isEqualTo(mixture);
        }
    }

    @Test
    void aGuestsFirstClickIsEnough() throws Exception {
        try (RecommendHarness harness =
                RecommendHarness.started(withPopular(POPULAR), FakeModel.LOADER)) {
            for (int item = 0; item < 10; item++) {
                harness.shared(new Listed(item("n" + item, "news")));
                harness.shared(new Listed(item("s" + item, "sport")));
            }
            for (int user = 0; user < USERS; user++) {
                for (int item = 0; item < 6; item++) {
                    harness.user(click("reader" + user, "n" + item, Map.of()));
                    harness.user(click("fan" + user, "s" + item, Map.of()));
                }
            }
            assertThat(asked(harness, List.of(), Map.of()))
                    .anyMatch(item -> item.startsWith("n"))
                    .anyMatch(item -> item.startsWith("s"));
            for (String taste : List.of("n", "s")) {
                HistoryEvent first = new HistoryEvent(taste + "9", 5_000, Action.CLICK);
                assertThat(asked(harness, List.of(first), Map.of()))
                        .hasSize(FakeModel.SLATE)
                        .allMatch(item -> item.startsWith(taste));
            }
        }
    }

    private static Item item(String id, String category) {
        return new Item(id, "", List.of(category), 0, Map.of());
    }

    @Test
    void theHourIsThatOfTheClickAndOfTheQuestion() throws Exception {
        PopularSettings hourly = new PopularSettings(100, 1_000, ContextNames.NONE, true);
        long hour = Duration.ofHours(1).toMillis();
        try (RecommendHarness harness =
                RecommendHarness.started(withPopular(hourly), FakeModel.LOADER)) {
            for (int user = 0; user < 3 * USERS; user++) {
                String item = user % 2 == 0 ? "m" : "d";
                // Eight in the morning, or in the evening, of one day after the other.
                long time = (24L * (user / 2) + (user % 2 == 0 ? 8 : 20)) * hour + 1;
                for (int i = 0; i < FakeModel.SLATE; i++) {
                    harness.user(Bundles.click("u" + user, "e" + user + "-" + i, item + i, time));
                }
            }
            harness.takeRecommendations();
            for (int at : List.of(8, 20)) {
                harness.user(
                        Bundles.click("cold" + at, "e", "else", (24L * 90 + at) * hour + 59_000));
                assertThat(harness.takeRecommendations().get(0).items())
                        .extracting(RankedItem::itemId)
                        .hasSize(FakeModel.SLATE)
                        .allMatch(item -> item.startsWith(at == 8 ? "m" : "d"));
            }
        }
    }

    @Test
    void whatARequestSaysOfItselfIsNotKept() throws Exception {
        try (RecommendHarness harness = started()) {
            SlateRequest plain = SlateRequest.of("q", "phone0", 9_000_000);
            SlateRequest told =
                    new SlateRequest(
                            "q", "phone0", List.of(), "", 0, "", List.of(), List.of(), "",
                            9_000_000, false, "", MOBILE);
            harness.user(new Request(told, 9_000_005, ReplyTo.NOBODY));
            harness.runDry();
            harness.recommend().setCurrentKey("phone0");
            User user = harness.recommend().state().users().load("phone0");
            harness.recommend().state().users().served().read(user);
            assertThat(user.served.value().slates())
                    .extracting(Served.Shown::asked)
                    .containsExactly(plain);
        }
    }

    @Test
    void whoSaysNothingIsShownTheMixture() throws Exception {
        try (RecommendHarness harness = started()) {
            assertThat(slate(harness, Map.of()))
                    .hasSize(FakeModel.SLATE)
                    .anyMatch(item -> item.startsWith("m"))
                    .anyMatch(item -> item.startsWith("d"));
        }
    }

    @Test
    void aValueThatNobodyKnowsOrThatIsHostileIsAsNone() throws Exception {
        List<String> mixture;
        try (RecommendHarness harness = started()) {
            mixture = slate(harness, Map.of());
        }
        for (Map<String, String> hostile :
                List.of(
                        Map.of("device", "toaster"),
                        Map.of("device", ""),
                        Map.of("device", "mobile".repeat(1_000)),
                        Map.of("device", "\ud800"),
                        Map.of("Device", "mobile"),
                        Map.of("mobile", "device"))) {
            try (RecommendHarness harness = started()) {
                assertThat(slate(harness, hostile)).as("%s", hostile).isEqualTo(mixture);
            }
        }
    }

    @Test
    void theSameStreamIsAnsweredBySameSlates() throws Exception {
        assertThat(replayed()).isEqualTo(replayed());
    }

    private List<List<String>> replayed() throws Exception {
        events = 0;
        List<List<String>> slates = new ArrayList<>();
        try (RecommendHarness harness = started()) {
            for (int i = 0; i < 50; i++) {
                slates.add(slate(harness, i % 3 == 0 ? MOBILE : i % 3 == 1 ? DESKTOP : Map.of()));
            }
        }
        return slates;
    }
}
