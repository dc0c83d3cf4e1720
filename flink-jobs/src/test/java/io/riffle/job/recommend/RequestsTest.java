package io.riffle.job.recommend;

import static io.riffle.job.recommend.RequestScenes.WAITING;
import static io.riffle.job.recommend.RequestScenes.clicked;
import static io.riffle.job.recommend.RequestScenes.items;
import static io.riffle.job.recommend.RequestScenes.reply;
import static io.riffle.job.recommend.RequestScenes.request;
import static io.riffle.job.recommend.RequestScenes.sent;
import static io.riffle.job.recommend.RequestScenes.started;
import static io.riffle.job.recommend.RequestScenes.wished;
import static io.riffle.job.testing.Bundles.click;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Refused;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.Action;
import io.riffle.schema.ForgetUser;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Ids;
import io.riffle.schema.Outcome;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.ask.Reply;
import io.riffle.schema.wire.Decoded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests for slates through the whole step, beside clicks. */
class RequestsTest {

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
                harness.user(sent(request("q" + i, "u", 1_000L * i - 1)));
                harness.user(click("u", "e" + i, "i" + i, 1_000L * i));
                harness.user(sent(request("p" + i, "u", 1_000L * i + 1)));
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
            harness.user(sent(request("q", "u", 5_000)));
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
    void clickOnWhatWasAskedForIsALabelOfItAndTheNextOfTheClickBefore() throws Exception {
        try (RecommendHarness harness = started()) {
            Recommendation clicked = clicked(harness, 1).get(0);
            harness.user(sent(request("q", "u", 2_000)));
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
            harness.user(sent(request("q", "stranger", 9_000)));
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

    @Test
    void aRefusalIsNamedAsItsAnswerWouldBeAndNothingIsKeptUnderIt() throws Exception {
        try (RecommendHarness harness = started()) {
            clicked(harness, 2);
            int entries = harness.stateEntries();
            Refused refused = new Refused("q", "u", "The size must be less.", 7_000, WAITING);
            harness.user(refused);
            Recommendation refusal = reply(harness);
            assertThat(refusal.recommendationId()).isEqualTo(Ids.requestedId("u", "q"));
            assertThat(refusal.rerankerVersion() + refusal.backboneVersion()).isZero();
            assertThat(harness.stateEntries()).isEqualTo(entries);
            // Read again after a failure, it is the same reply and not a second one.
            harness.user(refused);
            assertThat(reply(harness).recommendationId()).isEqualTo(refusal.recommendationId());
            // Put right, it is answered under its own name, which the refusal has not used up.
            harness.user(sent(request("q", "u", 9_000)));
            Recommendation answer = reply(harness);
            assertThat(answer.recommendationId()).isEqualTo(refusal.recommendationId());
            assertThat(answer.items()).isNotEmpty();
        }
    }
}
