package io.riffle.job.recommend;

import static io.riffle.job.recommend.CrowdScene.DESKTOP;
import static io.riffle.job.recommend.CrowdScene.MOBILE;
import static io.riffle.job.recommend.CrowdScene.USERS;
import static io.riffle.job.testing.Bundles.withPopular;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.settings.PopularSettings;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.ContextNames;
import io.riffle.schema.RankedItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a click says of itself chooses among popular items, through the whole step. */
class PopularInContextTest {

    private final CrowdScene crowd = new CrowdScene();

    @Test
    void eachDeviceIsShownWhatItsUsersClick() throws Exception {
        try (RecommendHarness harness = crowd.started()) {
            assertThat(crowd.slate(harness, MOBILE))
                    .hasSize(FakeModel.SLATE)
                    .allMatch(item -> item.startsWith("m"));
            assertThat(crowd.slate(harness, DESKTOP))
                    .hasSize(FakeModel.SLATE)
                    .allMatch(item -> item.startsWith("d"));
        }
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
    void whoSaysNothingIsShownTheMixture() throws Exception {
        try (RecommendHarness harness = crowd.started()) {
            assertThat(crowd.slate(harness, Map.of()))
                    .hasSize(FakeModel.SLATE)
                    .anyMatch(item -> item.startsWith("m"))
                    .anyMatch(item -> item.startsWith("d"));
        }
    }

    @Test
    void aValueThatNobodyKnowsOrThatIsHostileIsAsNone() throws Exception {
        List<String> mixture;
        try (RecommendHarness harness = crowd.started()) {
            mixture = crowd.slate(harness, Map.of());
        }
        for (Map<String, String> hostile :
                List.of(
                        Map.of("device", "toaster"),
                        Map.of("device", ""),
                        Map.of("device", "mobile".repeat(1_000)),
                        Map.of("device", "\ud800"),
                        Map.of("Device", "mobile"),
                        Map.of("mobile", "device"))) {
            try (RecommendHarness harness = crowd.started()) {
                assertThat(crowd.slate(harness, hostile)).as("%s", hostile).isEqualTo(mixture);
            }
        }
    }

    @Test
    void theSameStreamIsAnsweredBySameSlates() throws Exception {
        assertThat(replayed()).isEqualTo(replayed());
    }

    private List<List<String>> replayed() throws Exception {
        CrowdScene again = new CrowdScene();
        List<List<String>> slates = new ArrayList<>();
        try (RecommendHarness harness = again.started()) {
            for (int i = 0; i < 50; i++) {
                slates.add(
                        again.slate(
                                harness, i % 3 == 0 ? MOBILE : i % 3 == 1 ? DESKTOP : Map.of()));
            }
        }
        return slates;
    }
}
