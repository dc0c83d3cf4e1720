package io.riffle.job.recommend;

import static io.riffle.job.recommend.RequestScenes.at;
import static io.riffle.job.recommend.RequestScenes.clicked;
import static io.riffle.job.recommend.RequestScenes.items;
import static io.riffle.job.recommend.RequestScenes.reply;
import static io.riffle.job.recommend.RequestScenes.sent;
import static io.riffle.job.recommend.RequestScenes.started;
import static io.riffle.job.testing.Bundles.click;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.SharedInput.Ruled;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.Recommendation;
import io.riffle.schema.ask.PlacementRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What a placement remembers of what it showed, so that nothing is shown again too soon. */
class PlacementMemoryTest {

    @Test
    void placementShowsNothingAgainWithinItsMemory() throws Exception {
        PlacementRules home =
                new PlacementRules(
                        "home", 4, "", List.of(), List.of(), 0, List.of(), 2, Duration.ZERO);
        try (RecommendHarness harness = started()) {
            harness.shared(new Ruled(home));
            clicked(harness, 2);
            List<List<String>> slates = new ArrayList<>();
            OperatorSubtaskState state = harness.checkpoint();
            for (int i = 0; i < 4; i++) {
                harness.user(sent(at("home", "q" + i, 2_000)));
                slates.add(items(reply(harness)));
                state = harness.checkpoint();
            }
            for (int i = 0; i < 4; i++) {
                assertThat(slates.get(i)).hasSize(4);
                for (int before = Math.max(0, i - 2); before < i; before++) {
                    assertThat(slates.get(i)).doesNotContainAnyElementsOf(slates.get(before));
                }
            }
            // What was shown three slates ago is best again.
            assertThat(slates.get(3)).isEqualTo(slates.get(0));
            harness.user(sent(at("mail", "q9", 2_000)));
            assertThat(items(reply(harness))).containsAll(slates.get(0));

            try (RecommendHarness later =
                    RecommendHarness.restored(Bundles.settings(4), FakeModel.LOADER, state)) {
                later.user(sent(at("home", "q4", 2_000)));
                assertThat(items(reply(later)))
                        .hasSize(4)
                        .doesNotContainAnyElementsOf(slates.get(3))
                        .doesNotContainAnyElementsOf(slates.get(2));
            }
        }
    }

    @Test
    void requestsOfOneBundleShowNothingTwiceAndAreNoClicks() throws Exception {
        PlacementRules home =
                new PlacementRules(
                        "home", 4, "", List.of(), List.of(), 0, List.of(), 2, Duration.ZERO);
        try (RecommendHarness harness =
                RecommendHarness.started(Bundles.settings(100), FakeModel.LOADER)) {
            harness.shared(new Ruled(home));
            harness.user(click("u", "e1", "i1", 1_000));
            for (int i = 0; i < 3; i++) {
                harness.user(sent(at("home", "q" + i, 2_000)));
            }
            harness.runDry();
            Set<String> shown = new HashSet<>();
            harness.takeReplies().forEach(reply -> shown.addAll(items(reply.recommendation())));
            assertThat(shown).hasSize(12);
        }
    }

    @Test
    void requestThatComesTwiceIsAnsweredAlike() throws Exception {
        PlacementRules home =
                new PlacementRules(
                        "home", 4, "", List.of(), List.of(), 0, List.of(), 0, Duration.ofHours(1));
        try (RecommendHarness harness = started()) {
            harness.shared(new Ruled(home));
            clicked(harness, 2);
            harness.user(sent(at("home", "q", 2_000)));
            Recommendation first = reply(harness);
            harness.user(sent(at("home", "q", 2_000)));
            Recommendation second = reply(harness);
            assertThat(second.recommendationId()).isEqualTo(first.recommendationId());
            assertThat(items(second)).isEqualTo(items(first));
        }
    }
}
