package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.UserInput.Request;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.ask.Reply;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import java.util.ArrayList;
import java.util.List;

/** Requests for slates, and what a step says to them. */
final class RequestScenes {

    static final ReplyTo WAITING = new ReplyTo(3, "00-trace-01");

    private RequestScenes() {}

    /** A request for a slate as the step has it. */
    static SlateRequest request(String id, String user, long time) {
        return SlateRequest.of(id, user, time);
    }

    /** A request as it comes, with somebody who waits for the reply. */
    static Request sent(SlateRequest request) {
        return new Request(request, request.requestTime() + 5, WAITING);
    }

    /** A request of u at a placement. */
    static SlateRequest at(String placement, String id, long time) {
        return wished(id, "u", placement, 0, List.of(), "", time);
    }

    /** A request that excludes items, or goes on after a slate. */
    static SlateRequest wished(
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

    /** A request of a guest who did this. */
    static SlateRequest guest(String id, List<HistoryEvent> history, long time) {
        return new SlateRequest(
                id, "", history, "", 0, "", List.of(), List.of(), "", time, true, "");
    }

    /** Item ids of a slate. */
    static List<String> items(Recommendation slate) {
        return slate.items().stream().map(RankedItem::itemId).toList();
    }

    /** The one reply that is out. */
    static Recommendation reply(RecommendHarness harness) throws Exception {
        harness.runDry();
        List<Reply> replies = harness.takeReplies();
        assertThat(replies).hasSize(1);
        return replies.get(0).recommendation();
    }

    /** A step that answers bundles of four by the fake model. */
    static RecommendHarness started() throws Exception {
        return RecommendHarness.started(Bundles.settings(4), FakeModel.LOADER);
    }

    /** The answers to clicks of u on i1, i2 and so on, one a second. */
    static List<Recommendation> clicked(RecommendHarness harness, int clicks) throws Exception {
        List<Recommendation> all = new ArrayList<>();
        for (int i = 1; i <= clicks; i++) {
            harness.user(click("u", "e" + i, "i" + i, 1_000L * i));
            harness.runDry();
            all.addAll(harness.takeRecommendations());
        }
        return all;
    }
}
