package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static io.riffle.job.testing.Bundles.received;
import static io.riffle.job.testing.Bundles.settings;
import static io.riffle.job.testing.Bundles.withUsers;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.settings.UserSettings;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.FakeModel;
import io.riffle.job.testing.FakeRule;
import io.riffle.job.testing.Oracle;
import io.riffle.job.testing.Oracle.Expected;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Recommendation;
import io.riffle.schema.ask.Reply;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.history.UserHistory;
import io.riffle.schema.wire.Decoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What one user may do to the others. */
class CrowdTest {

    private static final Map<String, FakeModel> LOADED = new ConcurrentHashMap<>();

    @Test
    void clicksThatComeNewestFirstCostOneCallAsThoseInOrderDo() throws Exception {
        InferenceLoader loader =
                (current, artifact) -> {
                    FakeModel model = (FakeModel) FakeModel.load(current, artifact);
                    LOADED.put("reversed", model);
                    return model;
                };
        Oracle oracle = new Oracle(Bundles.MAX_EVENTS, FakeRule.oracle(1));
        List<Expected> expected = new ArrayList<>();
        try (RecommendHarness harness = RecommendHarness.started(settings(64), loader)) {
            for (int i = 0; i < 64; i++) {
                Click click = click("bot", "e" + i, "i" + i % 30, 90_000 - 1_000 * i);
                expected.addAll(oracle.click(click.event()));
                harness.user(click);
            }
            harness.runDry();

            assertThat(harness.takeRecommendations().stream().map(Expected::of))
                    .containsExactlyElementsOf(expected);
            assertThat(Objects.requireNonNull(LOADED.get("reversed")).calls()).isEqualTo(1);
        }
    }

    @Test
    void clicksThatAreTooOldEnterTheHistoryAndHaveNoAnswer() throws Exception {
        UserSettings fresh =
                new UserSettings(2, 1 << 20, 0, 0, Duration.ZERO, Duration.ofMinutes(1));
        try (RecommendHarness harness =
                RecommendHarness.started(withUsers(4, fresh), FakeModel.LOADER)) {
            harness.setProcessingTime(10_000_000);
            harness.user(aged("ann", "old", "i1", 9_000_000, 60_001));
            harness.user(aged("ann", "at the edge", "i2", 9_000_000, 60_000));
            harness.user(aged("ann", "older", "i3", 8_000_000, 1_060_000));
            harness.user(aged("ann", "new", "i4", 9_060_000, 5));
            harness.user(aged("bob", "old", "i5", 9_000_000, 60_001));
            harness.endAll();

            assertThat(harness.takeRecommendations())
                    .extracting(Recommendation::triggerEventId)
                    .containsExactly("at the edge", "new");
            harness.recommend().setCurrentKey("ann");
            UserHistory clicked = harness.recommend().state().users().load("ann").history();
            assertThat(LongStream.range(clicked.firstSequence(), clicked.endSequence()))
                    .extracting(clicked::itemId)
                    .containsExactly("i3", "i1", "i2", "i4");
            assertThat(harness.recommend().numbers().fates().tooOldCount()).isEqualTo(3);
        }
    }

    /** A click that is received so long after it happened. */
    private static Click aged(String user, String event, String item, long time, long later) {
        ClickEvent click = new ClickEvent(event, user, item, Action.CLICK, time, null, 0, Map.of());
        return new Click(new Decoded.Click(click, time + later, 0));
    }

    /** Of known and unknown users alike; the budget outlives a restart, and others have theirs. */
    @Test
    void requestsBeyondTheBudgetAreToldSo() throws Exception {
        UserSettings strict = new UserSettings(2, 1 << 20, 0, 0, Duration.ZERO, Duration.ZERO, 3);
        OperatorSubtaskState state;
        try (RecommendHarness harness =
                RecommendHarness.started(withUsers(4, strict), FakeModel.LOADER)) {
            harness.setProcessingTime(10_000_000);
            harness.user(received("ann", "e", "i1", 9_000_000, 0));
            assertThat(answered(harness, "ann", 9_000_000, 5))
                    .containsExactly(true, true, true, false, false);
            assertThat(answered(harness, "nobody", 9_000_000, 2)).containsExactly(true, true);
            assertThat(harness.recommend().numbers().asks().overBudgetCount()).isEqualTo(2);
            assertThat(harness.recommend().numbers().asks().requestCount()).isEqualTo(7);
            assertThat(harness.recommend().numbers().asks().replyCount()).isEqualTo(5);
            state = harness.checkpoint();
        }
        try (RecommendHarness later =
                RecommendHarness.restored(withUsers(4, strict), FakeModel.LOADER, state)) {
            later.setProcessingTime(10_000_000);
            assertThat(answered(later, "nobody", 9_000_010, 2)).containsExactly(true, false);
            // A minute earns three.
            assertThat(answered(later, "ann", 9_060_010, 1)).containsExactly(true);
            // Of guests nothing is kept.
            assertThat(answered(later, "", 9_060_010, 5)).doesNotContain(false);
        }
    }

    /** Whether each of some requests was answered, rather than told that there are too many. */
    private static List<Boolean> answered(
            RecommendHarness harness, String user, long time, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            SlateRequest request = SlateRequest.of("q" + time + "-" + i, user, time);
            harness.user(new Request(request, time + i, ReplyTo.NOBODY));
        }
        harness.runDry();
        List<Boolean> answered = new ArrayList<>();
        // By id: who is told does not wait for the others.
        harness.takeReplies().stream()
                .map(Reply::recommendation)
                .sorted(Comparator.comparing(Recommendation::requestId))
                .forEach(reply -> answered.add(!reply.reason().contains("max-requests")));
        assertThat(answered).hasSize(count);
        return answered;
    }

    @Test
    void clicksBeyondTheBudgetEnterTheHistoryAndHaveNoAnswer() throws Exception {
        UserSettings strict = new UserSettings(2, 1 << 20, 3, 0, Duration.ZERO);
        try (RecommendHarness harness =
                RecommendHarness.started(withUsers(4, strict), FakeModel.LOADER)) {
            harness.setProcessingTime(10_000_000);
            for (int i = 0; i < 6; i++) {
                harness.user(received("bot", "e" + i, "i" + i, 9_000_000 + i, 0));
                harness.user(received("ann" + i, "e", "i" + i, 9_000_000 + i, 0));
            }
            // A repeat costs nothing, a minute earns three.
            harness.user(received("bot", "e5", "i5", 9_000_005, 0));
            harness.user(received("bot", "later", "i9", 9_060_005, 0));
            harness.endAll();

            List<Recommendation> answers = harness.takeRecommendations();
            assertThat(answers)
                    .filteredOn(answer -> answer.userId().equals("bot"))
                    .extracting(Recommendation::triggerEventId)
                    .containsExactly("e0", "e1", "e2", "later");
            assertThat(answers).hasSize(4 + 6);
            harness.recommend().setCurrentKey("bot");
            UserHistory clicked = harness.recommend().state().users().load("bot").history();
            assertThat(LongStream.range(clicked.firstSequence(), clicked.endSequence()))
                    .extracting(clicked::itemId)
                    .containsExactly("i0", "i1", "i2", "i3", "i4", "i5", "i9");
            assertThat(harness.recommend().numbers().fates().overBudgetCount()).isEqualTo(3);
        }
    }

    @Test
    void whoIsTooFastForAPersonIsAnsweredAndNotLearnedFrom() throws Exception {
        UserSettings people = new UserSettings(2, 1 << 20, 0, 3, Duration.ZERO);
        try (RecommendHarness harness =
                RecommendHarness.started(withUsers(4, people), FakeModel.LOADER)) {
            harness.setProcessingTime(10_000_000);
            for (int i = 0; i < 6; i++) {
                harness.user(received("bot", "e" + i, "i" + i, 9_000_000 + i, 0));
            }
            harness.user(received("bot", "calm", "i7", 9_300_000, 0));
            harness.user(received("bot", "calm too", "i8", 9_330_000, 0));
            harness.endAll();

            assertThat(harness.takeRecommendations()).hasSize(8);
            assertThat(harness.takeSamples())
                    .extracting(sample -> Objects.requireNonNull(sample.next()).itemId())
                    .as("of a person, of the time too fast for one, and of a person again")
                    .containsExactly("i1", "i2", "i8");
            assertThat(harness.recommend().numbers().fates().robotCount()).isEqualTo(3);
        }
    }

    @Test
    void aRobotMakesNothingPopular() throws Exception {
        UserSettings people = new UserSettings(2, 1 << 20, 0, 1, Duration.ZERO);
        try (RecommendHarness harness =
                RecommendHarness.started(withUsers(1, people), FakeModel.LOADER)) {
            harness.setProcessingTime(10_000_000);
            for (int i = 0; i < 30; i++) {
                harness.user(received("bot", "e" + i, "x" + i, 9_000_000 + i, 0));
            }
            harness.user(received("new", "e", "unknown", 9_000_100, 0));
            harness.endAll();

            List<Recommendation> answers = harness.takeRecommendations();
            assertThat(answers.get(answers.size() - 1).items())
                    .extracting(item -> item.itemId())
                    .containsExactly("x0");
        }
    }

    @Test
    void popularIsWhatManyUsersClickAndNotWhatOneClicksOften() throws Exception {
        try (RecommendHarness harness =
                RecommendHarness.started(settings(1, null), FakeModel.LOADER)) {
            for (int i = 0; i < 100; i++) {
                harness.user(click("bot", "e" + i, "spam", 1_000 + i));
                // Also what is too old to enter a full history.
                harness.user(click("bot2", "e" + i, i < 10 ? "i" + i : "spam", 9_000 - 90 * i));
            }
            for (int i = 0; i < 5; i++) {
                harness.user(click("u" + i, "e", "liked", 2_000 + i));
            }
            harness.user(click("new", "e", "i1", 3_000));

            List<Recommendation> answers = harness.takeRecommendations();
            assertThat(answers.get(answers.size() - 1).items().get(0).itemId()).isEqualTo("liked");
        }
    }
}
