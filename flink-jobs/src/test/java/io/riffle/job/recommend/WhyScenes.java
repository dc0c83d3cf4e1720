package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.explain.Explaining;
import io.riffle.job.state.UserInput.Explain;
import io.riffle.job.state.UserInput.Request;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.explain.ExplainReply;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.explain.Explanation;
import java.util.ArrayList;
import java.util.List;

/** Users who click, and questions why their slates are as they are. */
final class WhyScenes {

    static final ReplyTo WAITING = new ReplyTo(3, "00-trace-01");
    static final List<String> CLICKED =
            List.of("item-3", "item-9", "item-3", "item-17", "item-30", "item-2", "item-21");

    private WhyScenes() {}

    /** Clicks on the items, one a second, but for the one at {@code left}; -1 = on all. */
    static Recommendation clicked(RecommendHarness harness, String user, int left)
            throws Exception {
        for (int i = 0; i < CLICKED.size(); i++) {
            if (i != left) {
                harness.user(click(user, user + i, CLICKED.get(i), 1_000L * (i + 1)));
                harness.runDry();
            }
        }
        List<Recommendation> all = harness.takeRecommendations();
        return all.get(all.size() - 1);
    }

    /** The reply to a request. */
    static Recommendation asked(RecommendHarness harness, SlateRequest request) throws Exception {
        harness.user(new Request(request, request.requestTime(), WAITING));
        harness.runDry();
        return harness.takeReplies().get(0).recommendation();
    }

    /** The explanation of a slate. */
    static Explanation why(RecommendHarness harness, String user, String slate) throws Exception {
        harness.user(explain(user, slate));
        return awaited(harness, 1).get(0);
    }

    /** A question why a slate is as it is. */
    static Explain explain(String user, String slate) {
        return new Explain(new ExplainRequest("x", slate, user, 10), 9_000, WAITING);
    }

    /** Runs the task's mails until so many explanations are out. */
    static List<Explanation> awaited(RecommendHarness harness, int count) throws Exception {
        List<Explanation> told = new ArrayList<>();
        while (true) {
            for (ExplainReply reply : harness.take(Explaining.EXPLANATIONS)) {
                assertThat(reply.to()).isEqualTo(WAITING);
                told.add(reply.explanation());
            }
            if (told.size() >= count) {
                return told;
            }
            harness.getTaskMailbox().take(0).run();
        }
    }

    /** Item ids of a slate. */
    static List<String> items(Recommendation slate) {
        return slate.items().stream().map(RankedItem::itemId).toList();
    }
}
