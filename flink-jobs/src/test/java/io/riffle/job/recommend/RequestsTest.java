package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.SharedInput.Ruled;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Refused;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.Action;
import io.riffle.schema.ForgetUser;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Outcome;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.ask.PlacementRules;
import io.riffle.schema.ask.Reply;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.wire.Decoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static final ReplyTo WAITING = new ReplyTo(3, "00-trace-01");

    private static SlateRequest of(String id, String user, long time) {
        return SlateRequest.of(id, user, time);
    }

    private static Request sent(SlateRequest request) {
        return new Request(request, request.requestTime() + 5, WAITING);
    }

    private static SlateRequest at(String placement, String id, long time) {
        return wished(id, "u", placement, 0, List.of(), "", time);
    }

    private static SlateRequest wished(
            String id,
            String user,
            String placement,
            int size,
            List<String> exclude,
            String after,
            long time) {
        return new SlateRequest(
                id, user, List.of(), placement, size, "", List.of(), exclude, after, time, true,
                "");
    }

    private static SlateRequest guest(String id, List<HistoryEvent> history, long time) {
        return new SlateRequest(
                id, "", history, "", 0, "", List.of(), List.of(), "", time, true, "");
    }

    private static List<String> items(Recommendation slate) {
        return slate.items().stream().map(RankedItem::itemId).toList();
    }

    private static Recommendation reply(RecommendHarness harness) throws Exception {
        harness.runDry();
        List<Reply> replies = harness.takeReplies();
        assertThat(replies).hasSize(1);
        return replies.get(0).recommendation();
    }

    private static RecommendHarness started() throws Exception {
        return RecommendHarness.started(Bundles.settings(4), FakeModel.LOADER);
    }

    private static List<Recommendation> clicked(RecommendHarness harness, int clicks)
            throws Exception {
        List<Recommendation> all = new ArrayList<>();
        for (int i = 1; i <= clicks; i++) {
            harness.user(click("u", "e" + i, "i" + i, 1_000L * i));
            harness.runDry();
            all.addAll(harness.takeRecommendations());
        }
        return all;
    }

    @Test
    void requestChangesNothingThatClicksSee() throws Exception {
        List<Recommendation> without;
        List<TrainingSample> samples;
        try (RecommendHarness harness = started()) {
            without = clicked(harness, 4);
            samples = harness.takeSamples();
        }
        try (RecommendHarness harness = started()) {
            List<Recommendation> with = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                harness.user(sent(of("q" + i, "u", 1_000L * i - 1)));
                harness.user(click("u", "e" + i, "i" + i, 1_000L * i));
                harness.user(sent(of("p" + i, "u", 1_000L * i + 1)));
                harness.runDry();
                with.addAll(harness.takeRecommendations());
            }
            assertThat(with)
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("emittedTime")
                    .isEqualTo(without);
            assertThat(harness.takeReplies()).hasSize(8);
            assertThat(harness.takeSamples())
                    .filteredOn(sample -> !sample.asked())
                    .extracting(TrainingSample::sampleId, TrainingSample::next)
                    .isEqualTo(
                            samples.stream()
                                    .map(
                                            s ->
                                                    org.assertj.core.groups.Tuple.tuple(
                                                            s.sampleId(), s.next()))
                                    .toList());
            assertThat(harness.recommend().numbers().asks().requestCount())
                    .isEqualTo(harness.recommend().numbers().asks().replyCount())
                    .isEqualTo(8);
        }
    }

    @Test
    void replyGoesWhereItIsWaitedForAndAnswersTheRequest() throws Exception {
        try (RecommendHarness harness = started()) {
            clicked(harness, 2);
            harness.user(sent(of("q", "u", 5_000)));
            harness.runDry();

            Reply reply = harness.takeReplies().get(0);
            assertThat(reply.to()).isEqualTo(WAITING);
            assertThat(reply.key()).isEqualTo("u");
            assertThat(reply.recommendation().requestId()).isEqualTo("q");
            assertThat(reply.recommendation().triggerEventId()).isEmpty();
            assertThat(reply.recommendation().eventTime()).isEqualTo(5_000);
            assertThat(items(reply.recommendation())).hasSize(FakeModel.SLATE);
            assertThat(reply.recommendation().reason()).isEmpty();
            assertThat(harness.takeRecommendations()).isEmpty();
        }
    }

    @Test
    void clickThatSomebodyWaitsForIsAnsweredOnBothWays() throws Exception {
        try (RecommendHarness harness = started()) {
            Click click = click("u", "e", "i1", 1_000);
            harness.user(
                    new Click(new Decoded.Click(click.event(), click.receivedTime(), 0, WAITING)));
            harness.runDry();
            List<Recommendation> answers = harness.takeRecommendations();
            assertThat(answers).hasSize(1);
            assertThat(harness.takeReplies()).containsExactly(new Reply(answers.get(0), WAITING));
        }
    }

    @Test
    void guestIsAnsweredLikeTheUserWhoDidTheSame() throws Exception {
        List<HistoryEvent> history =
                List.of(
                        new HistoryEvent("i1", 1_000, Action.CLICK),
                        new HistoryEvent("i2", 2_000, Action.CLICK),
                        new HistoryEvent("i3", 3_000, Action.CLICK));
        try (RecommendHarness harness = started()) {
            clicked(harness, 3);
            harness.user(sent(of("q", "u", 9_000)));
            List<String> user = items(reply(harness));
            int entries = harness.stateEntries();
            // A guest's request may be called like a user.
            harness.user(sent(guest("u", history, 9_000)));
            assertThat(items(reply(harness))).isEqualTo(user);
            assertThat(harness.stateEntries()).isEqualTo(entries);
        }
    }

    @Test
    void whatIsExcludedIsLeftOutAndTheSizeIsWhatIsAsked() throws Exception {
        try (RecommendHarness harness = started()) {
            clicked(harness, 2);
            harness.user(sent(wished("q1", "u", "", 12, List.of(), "", 5_000)));
            List<String> twelve = items(reply(harness));
            assertThat(twelve).hasSize(12);
            Set<String> first = new HashSet<>(twelve.subList(0, 3));
            harness.user(sent(wished("q2", "u", "", 9, List.copyOf(first), "", 5_000)));
            assertThat(items(reply(harness))).isEqualTo(twelve.subList(3, 12));
        }
    }

    @Test
    void pagesAreTheLongSlateInPieces() throws Exception {
        try (RecommendHarness harness = started()) {
            Recommendation clicked = clicked(harness, 2).get(1);
            harness.user(sent(wished("all", "u", "", 20, List.of(), "", 2_000)));
            List<String> all = items(reply(harness));

            List<String> pages = new ArrayList<>(items(clicked));
            String after = clicked.recommendationId();
            for (int page = 1; page < 4; page++) {
                harness.user(sent(wished("p" + page, "u", "", 5, List.of(), after, 2_000)));
                Recommendation next = reply(harness);
                pages.addAll(items(next));
                after = next.recommendationId();
            }
            assertThat(pages).isEqualTo(all);
        }
    }

    @Test
    void whatIsNotRememberedIsSaid() throws Exception {
        try (RecommendHarness harness = started()) {
            clicked(harness, 2);
            harness.user(sent(wished("q", "u", "", 5, List.of(), "elsewhere", 2_000)));
            assertThat(reply(harness).reason())
                    .startsWith("The recommendation (elsewhere) to go on after is not remembered");
        }
    }

    @Test
    void tooDeepPagesAreRefused() throws Exception {
        try (RecommendHarness harness = started()) {
            clicked(harness, 2);
            String after = "";
            for (int page = 1; page <= 3; page++) {
                harness.user(sent(wished("p" + page, "u", "", 200, List.of(), after, 2_000)));
                Recommendation next = reply(harness);
                after = page == 1 ? next.recommendationId() : after;
                // All thirty items are on the first page.
                assertThat(next.items()).hasSize(page == 1 ? FakeModel.ITEMS - 2 : 0);
                assertThat(next.reason()).contains("items: no more are left to show");
            }
        }
    }

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

    @Test
    void clickOnWhatWasAskedForIsALabelOfItAndTheNextOfTheClickBefore() throws Exception {
        try (RecommendHarness harness = started()) {
            Recommendation clicked = clicked(harness, 1).get(0);
            harness.user(sent(of("q", "u", 2_000)));
            Recommendation asked = reply(harness);
            harness.takeSamples();
            String item = asked.items().get(2).itemId();
            harness.user(click("u", "e9", item, 3_000, Action.CLICK, asked.recommendationId()));
            harness.runDry();

            List<TrainingSample> samples = harness.takeSamples();
            assertThat(samples)
                    .filteredOn(TrainingSample::asked)
                    .singleElement()
                    .satisfies(
                            sample -> {
                                assertThat(sample.recommendationId())
                                        .isEqualTo(asked.recommendationId());
                                assertThat(sample.outcome()).isEqualTo(Outcome.CLICKED);
                                assertThat(sample.labels()).hasSize(1);
                                assertThat(sample.next()).isNull();
                            });
            assertThat(samples)
                    .filteredOn(sample -> !sample.asked())
                    .singleElement()
                    .satisfies(
                            sample -> {
                                assertThat(sample.recommendationId())
                                        .isEqualTo(clicked.recommendationId());
                                assertThat(sample.outcome()).isEqualTo(Outcome.ORGANIC);
                                assertThat(sample.next())
                                        .isEqualTo(new HistoryEvent(item, 3_000, Action.CLICK));
                            });
        }
    }

    @Test
    void strangerGetsWhatIsPopularAndLeavesWhenForgotten() throws Exception {
        try (RecommendHarness harness = started()) {
            clicked(harness, 3);
            int entries = harness.stateEntries();
            harness.user(sent(of("q", "stranger", 9_000)));
            Recommendation answer = reply(harness);
            assertThat(items(answer)).contains("i1", "i2", "i3");
            assertThat(answer.reason()).isEqualTo("3 of 5 items: no more are left to show.");
            assertThat(harness.stateEntries()).isEqualTo(entries + 1);
            harness.user(
                    new io.riffle.job.state.UserInput.Forget(
                            new ForgetUser("f", "stranger", 9_000)));
            assertThat(harness.stateEntries()).isEqualTo(entries);
        }
    }

    @Test
    void whoeverSentABrokenRequestIsTold() throws Exception {
        try (RecommendHarness harness = started()) {
            harness.user(new Refused("q", "u", "The size (9999) must be less.", 7_000, WAITING));
            Recommendation answer = reply(harness);
            assertThat(answer.requestId()).isEqualTo("q");
            assertThat(answer.items()).isEmpty();
            assertThat(answer.reason()).isEqualTo("The size (9999) must be less.");
            assertThat(harness.recommend().numbers().asks().refusedCount()).isEqualTo(1);
        }
    }
}
