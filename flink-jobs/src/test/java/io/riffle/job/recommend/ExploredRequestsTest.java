package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.ask.Asked;
import io.riffle.job.ask.Wishes;
import io.riffle.schema.Recommendation;
import io.riffle.schema.ask.SlateRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which requests may be answered by a drawn order. */
class ExploredRequestsTest {

    private static SlateRequest asks(List<String> candidates, String after, boolean bestOnly) {
        return new SlateRequest(
                "q", "u", List.of(), "", 0, "", candidates, List.of(), after, 2_000, bestOnly, "");
    }

    @Test
    void whoHasItemsRankedOrTurnsAPageGetsNoDrawnOrder() throws Exception {
        try (RecommendHarness harness = RequestScenes.started()) {
            harness.user(click("u", "e1", "i1", 1_000));
            harness.runDry();
            Recommendation shown = harness.takeRecommendations().get(0);

            assertThat(best(harness, asks(List.of(), "", false))).isFalse();
            assertThat(best(harness, asks(List.of(), "", true))).isTrue();
            assertThat(best(harness, asks(List.of("i3", "i4"), "", false))).isTrue();
            assertThat(best(harness, asks(List.of(), shown.recommendationId(), false))).isTrue();
        }
    }

    private static boolean best(RecommendHarness harness, SlateRequest request) throws Exception {
        RecommendState state = harness.recommend().state();
        harness.recommend().setCurrentKey("u");
        Asked asked =
                new Wishes(state.placements(), state.conditions(), 5)
                        .of(RequestScenes.sent(request), state.users().load("u"), 2_000, "r");
        return asked.wish().bestOnly();
    }
}
