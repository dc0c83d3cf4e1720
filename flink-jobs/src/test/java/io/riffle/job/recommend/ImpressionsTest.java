package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static io.riffle.job.testing.Bundles.settings;
import static io.riffle.job.testing.Bundles.withActions;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.UserInput.Click;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.Action;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.actions.ActionRules;
import io.riffle.schema.history.UserHistory;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What a record does that only says that an item was seen. */
class ImpressionsTest {

    private static Click view(String user, String event, String item, long time) {
        return click(user, event, item, time, Action.VIEW, null);
    }

    @Test
    void anImpressionHasNoAnswerAndEveryRecordIsAccountedFor() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(4), FakeModel.LOADER)) {
            harness.user(click("u", "e1", "i1", 1_000));
            harness.user(view("u", "v1", "i2", 2_000));
            harness.user(view("u", "v1", "i2", 2_000));
            harness.user(view("v", "v2", "i2", 2_000));
            harness.user(click("u", "e1", "i1", 1_000));
            harness.endAll();

            assertThat(harness.takeRecommendations())
                    .extracting(Recommendation::triggerEventId)
                    .containsExactly("e1");
            assertThat(harness.recommend().numbers().fates().impressionCount()).isEqualTo(3);
        }
    }

    @Test
    void anImpressionIsInNoHistoryAndIsNobodysNextClick() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER)) {
            harness.user(click("u", "e1", "i1", 1_000));
            harness.user(view("u", "v1", "i2", 2_000));
            harness.user(click("u", "e2", "i3", 3_000));
            harness.endAll();

            harness.recommend().setCurrentKey("u");
            UserHistory history = harness.recommend().state().users().load("u").history();
            assertThat(LongStream.range(0, history.endSequence()).mapToObj(history::itemId))
                    .containsExactly("i1", "i3");
            assertThat(harness.takeSamples())
                    .extracting(TrainingSample::next)
                    .extracting(event -> event.itemId())
                    .containsExactly("i3");
        }
    }

    @Test
    void impressionsSayWhatWasSeenOfTheSlateThatTheyName() throws Exception {
        for (int bundle : new int[] {1, 16}) {
            try (RecommendHarness harness =
                    RecommendHarness.started(settings(bundle), FakeModel.LOADER)) {
                harness.user(click("u", "e1", "i1", 1_000));
                harness.runDry();
                Recommendation shown = harness.takeRecommendations().get(0);
                String first = shown.items().get(0).itemId();
                String third = shown.items().get(2).itemId();
                String id = shown.recommendationId();
                harness.user(click("u", "v1", third, 2_000, Action.VIEW, id));
                harness.user(click("u", "v2", first, 2_000, Action.VIEW, id));
                harness.user(click("u", "v3", first, 2_001, Action.VIEW, id));
                harness.user(click("u", "v4", first, 2_001, Action.VIEW, "another"));
                harness.user(click("u", "v5", "elsewhere", 2_001, Action.VIEW, id));
                harness.user(click("u", "e2", "i3", 3_000));
                harness.user(click("u", "v6", first, 3_001, Action.VIEW, null));
                harness.user(click("u", "e3", "i4", 4_000));
                harness.endAll();

                assertThat(harness.takeSamples())
                        .extracting(TrainingSample::examined)
                        .as("bundles of %s", bundle)
                        .containsExactly(List.of(1, 3), List.of());
            }
        }
    }

    @Test
    void anImpressionIsRememberedAcrossARestore() throws Exception {
        OperatorSubtaskState state;
        String id;
        String first;
        try (RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER)) {
            harness.user(click("u", "e1", "i1", 1_000));
            Recommendation shown = harness.takeRecommendations().get(0);
            id = shown.recommendationId();
            first = shown.items().get(0).itemId();
            harness.user(click("u", "v1", first, 2_000, Action.VIEW, id));
            state = harness.checkpoint();
        }
        try (RecommendHarness harness =
                RecommendHarness.restored(settings(1), FakeModel.LOADER, state)) {
            harness.user(click("u", "v1", first, 2_000, Action.VIEW, id));
            harness.user(click("u", "e2", "i3", 3_000));

            assertThat(harness.takeSamples())
                    .extracting(TrainingSample::examined)
                    .containsExactly(List.of(1));
        }
    }

    @Test
    void whatIsOnlySeenIsNotPopular() throws Exception {
        try (RecommendHarness harness =
                RecommendHarness.started(settings(1, null), FakeModel.LOADER)) {
            for (int i = 0; i < 50; i++) {
                harness.user(view("u" + i, "v", "seen", 1_000));
            }
            harness.user(click("a", "e", "liked", 2_000));
            harness.user(click("b", "e", "i1", 3_000));

            List<Recommendation> answers = harness.takeRecommendations();
            assertThat(answers.get(answers.size() - 1).items())
                    .extracting(item -> item.itemId())
                    .containsExactly("liked");
        }
    }

    @Test
    void whoHasOnlySeenThingsLeavesNoState() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER)) {
            harness.user(view("u", "v", "i1", 1_000));
            harness.endAll();

            assertThat(harness.stateEntries()).isZero();
        }
    }

    @Test
    void optionsMayLetViewsCountAsClicks() throws Exception {
        ActionRules all =
                new ActionRules(ActionRules.USUAL.weights(), Set.of(Action.CLICK, Action.VIEW));
        try (RecommendHarness harness =
                RecommendHarness.started(withActions(1, all), FakeModel.LOADER)) {
            harness.user(view("u", "v1", "i2", 2_000));
            harness.user(click("u", "c1", "i3", 2_000, Action.CART, null));
            harness.endAll();

            assertThat(harness.takeRecommendations())
                    .extracting(Recommendation::triggerEventId)
                    .containsExactly("v1");
        }
    }
}
