package io.riffle.job.recommend;

import static io.riffle.job.recommend.RequestScenes.WAITING;
import static io.riffle.job.recommend.RequestScenes.clicked;
import static io.riffle.job.recommend.RequestScenes.guest;
import static io.riffle.job.recommend.RequestScenes.items;
import static io.riffle.job.recommend.RequestScenes.reply;
import static io.riffle.job.recommend.RequestScenes.request;
import static io.riffle.job.recommend.RequestScenes.sent;
import static io.riffle.job.recommend.RequestScenes.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.UserInput.Refused;
import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Ids;
import io.riffle.schema.Recommendation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests who ask: each is answered from what it brings, and nothing of it is kept. */
class GuestRequestsTest {

    @Test
    void guestIsAnsweredLikeTheUserWhoDidTheSame() throws Exception {
        List<HistoryEvent> history =
                List.of(
                        new HistoryEvent("i1", 1_000, Action.CLICK),
                        new HistoryEvent("i2", 2_000, Action.CLICK),
                        new HistoryEvent("i3", 3_000, Action.CLICK));
        try (RecommendHarness harness = started()) {
            clicked(harness, 3);
            harness.user(sent(request("q", "u", 9_000)));
            List<String> user = items(reply(harness));
            int entries = harness.stateEntries();
            // A guest's request may be called like a user.
            harness.user(sent(guest("u", history, 9_000)));
            assertThat(items(reply(harness))).isEqualTo(user);
            assertThat(harness.stateEntries()).isEqualTo(entries);
        }
    }

    @Test
    void guestsOfOneRequestIdAreAnsweredFromTheirOwnHistories() throws Exception {
        List<HistoryEvent> one = List.of(new HistoryEvent("i1", 1_000, Action.CLICK));
        List<HistoryEvent> other = List.of(new HistoryEvent("i7", 1_000, Action.CLICK));
        try (RecommendHarness harness = started()) {
            clicked(harness, 3);
            harness.user(sent(guest("home", one, 9_000)));
            List<String> alone = items(reply(harness));
            harness.user(sent(guest("home", other, 9_000)));
            List<String> otherAlone = items(reply(harness));
            assertThat(otherAlone).isNotEqualTo(alone);
            // In one bundle.
            harness.user(sent(guest("home", one, 9_000)));
            harness.user(sent(guest("home", other, 9_000)));
            harness.runDry();
            assertThat(harness.takeReplies())
                    .extracting(reply -> items(reply.recommendation()))
                    .containsExactlyInAnyOrder(alone, otherAlone);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "q"})
    void aRefusedGuestIsNoUserOfTheSameName(String asker) throws Exception {
        try (RecommendHarness harness = started()) {
            harness.user(new Refused("q", asker, "The size must be less.", 7_000, WAITING));
            Recommendation refusal = reply(harness);
            assertThat(refusal.userId()).isEqualTo(asker);
            assertThat(refusal.recommendationId()).isEqualTo(Ids.requestedId(asker, "q"));
        }
    }
}
