package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.UserInput.Click;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.wire.Decoded;
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
        RecommendHarness harness = RecommendHarness.started(settings(1, null), FakeModel.LOADER);
        for (int user = 0; user < USERS; user++) {
            for (int item = 0; item < FakeModel.SLATE; item++) {
                harness.user(click("phone" + user, "m" + item, MOBILE));
                harness.user(click("desk" + user, "d" + item, DESKTOP));
            }
        }
        harness.takeRecommendations();
        return harness;
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
