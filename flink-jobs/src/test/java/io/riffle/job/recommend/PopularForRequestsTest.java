package io.riffle.job.recommend;

import static io.riffle.job.recommend.CrowdScene.DESKTOP;
import static io.riffle.job.recommend.CrowdScene.MOBILE;
import static io.riffle.job.recommend.CrowdScene.USERS;
import static io.riffle.job.testing.Bundles.POPULAR;
import static io.riffle.job.testing.Bundles.withPopular;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.Served;
import io.riffle.job.state.SharedInput.Listed;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.testing.FakeModel;
import io.riffle.job.user.User;
import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Item;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a request says of itself, or of its guest, chooses among popular items. */
class PopularForRequestsTest {

    private final CrowdScene crowd = new CrowdScene();

    @Test
    void aRequestOfNobodyIsAnsweredForItsDevice() throws Exception {
        try (RecommendHarness harness = crowd.started()) {
            List<String> mixture = crowd.asked(harness, List.of(), Map.of());
            assertThat(mixture)
                    .anyMatch(item -> item.startsWith("m"))
                    .anyMatch(item -> item.startsWith("d"));
            assertThat(crowd.asked(harness, List.of(), MOBILE))
                    .hasSize(FakeModel.SLATE)
                    .allMatch(item -> item.startsWith("m"));
            assertThat(crowd.asked(harness, List.of(), DESKTOP))
                    .hasSize(FakeModel.SLATE)
                    .allMatch(item -> item.startsWith("d"));
            for (int i = 0; i < 1_000; i++) {
                Map<String, String> unheard = Map.of("device", "toaster" + i);
                assertThat(crowd.asked(harness, List.of(), unheard)).isEqualTo(mixture);
            }
            assertThat(crowd.asked(harness, List.of(), Map.of())).isEqualTo(mixture);
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
                    harness.user(crowd.click("reader" + user, "n" + item, Map.of()));
                    harness.user(crowd.click("fan" + user, "s" + item, Map.of()));
                }
            }
            assertThat(crowd.asked(harness, List.of(), Map.of()))
                    .anyMatch(item -> item.startsWith("n"))
                    .anyMatch(item -> item.startsWith("s"));
            for (String taste : List.of("n", "s")) {
                HistoryEvent first = new HistoryEvent(taste + "9", 5_000, Action.CLICK);
                assertThat(crowd.asked(harness, List.of(first), Map.of()))
                        .hasSize(FakeModel.SLATE)
                        .allMatch(item -> item.startsWith(taste));
            }
        }
    }

    @Test
    void whatARequestSaysOfItselfIsNotKept() throws Exception {
        try (RecommendHarness harness = crowd.started()) {
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

    private static Item item(String id, String category) {
        return new Item(id, "", List.of(category), 0, Map.of());
    }
}
