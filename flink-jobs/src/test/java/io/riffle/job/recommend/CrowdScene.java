package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.POPULAR;
import static io.riffle.job.testing.Bundles.withPopular;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.wire.Decoded;
import java.util.List;
import java.util.Map;

/** A crowd on two kinds of devices, whose clicks and requests say which. */
final class CrowdScene {

    static final Map<String, String> MOBILE = Map.of("device", "mobile");
    static final Map<String, String> DESKTOP = Map.of("device", "desktop");
    static final int USERS = 40;

    private int events;

    Click click(String user, String item, Map<String, String> context) {
        events++;
        ClickEvent event =
                new ClickEvent(
                        "e" + events, user, item, Action.CLICK, 1_000L * events, null, 0, context);
        return new Click(new Decoded.Click(event, 1_000L * events + 5));
    }

    /** Mobile and desktop users click different items. */
    RecommendHarness started() throws Exception {
        RecommendHarness harness = RecommendHarness.started(withPopular(POPULAR), FakeModel.LOADER);
        for (int user = 0; user < USERS; user++) {
            for (int item = 0; item < FakeModel.SLATE; item++) {
                harness.user(click("phone" + user, "m" + item, MOBILE));
                harness.user(click("desk" + user, "d" + item, DESKTOP));
            }
        }
        harness.takeRecommendations();
        return harness;
    }

    List<String> asked(
            RecommendHarness harness, List<HistoryEvent> history, Map<String, String> context)
            throws Exception {
        SlateRequest request =
                new SlateRequest(
                        "q" + events++,
                        "",
                        history,
                        "",
                        FakeModel.SLATE,
                        "",
                        List.of(),
                        List.of(),
                        "",
                        9_000_000,
                        true,
                        "",
                        context);
        harness.user(new Request(request, 9_000_005, ReplyTo.NOBODY));
        harness.runDry();
        return harness.takeReplies().get(0).recommendation().items().stream()
                .map(RankedItem::itemId)
                .toList();
    }

    List<String> slate(RecommendHarness harness, Map<String, String> context) throws Exception {
        harness.user(click("cold" + events, "elsewhere" + events, context));
        List<Recommendation> answers = harness.takeRecommendations();
        assertThat(answers).hasSize(1);
        return answers.get(0).items().stream().map(RankedItem::itemId).toList();
    }
}
