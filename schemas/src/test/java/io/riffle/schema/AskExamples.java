package io.riffle.schema;

import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.MergeReceipt;
import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.ask.PlacementRules;
import io.riffle.schema.ask.SlateRequest;
import java.time.Duration;
import java.util.List;

/** What may be asked of the job, with every field set: a slate, another user, a placement. */
public final class AskExamples {

    private AskExamples() {}

    public static SlateRequest request() {
        return new SlateRequest(
                "q1",
                "",
                List.of(
                        new HistoryEvent("h1", 978_300_700_000L, Action.CLICK),
                        new HistoryEvent("h2", 978_300_760_000L, Action.LIKE)),
                "home",
                12,
                "category in (news, sport)",
                List.of("a", "b"),
                List.of("c"),
                Ids.requestedId("u1", "q0"),
                978_300_760_000L,
                true,
                "d");
    }

    /** A request that says more of itself than the first release could. */
    public static SlateRequest toldRequest() {
        SlateRequest request = request();
        return new SlateRequest(
                "q2",
                "u1",
                List.of(),
                request.placement(),
                request.size(),
                request.where(),
                request.candidates(),
                request.exclude(),
                request.continueAfter(),
                request.requestTime(),
                request.bestOnly(),
                request.similarTo(),
                Examples.texts());
    }

    public static MergeUsers merge() {
        return new MergeUsers("g1", "u1", 978_300_760_000L);
    }

    public static GuestHistory guestHistory() {
        return new GuestHistory(
                merge(),
                List.of(
                        new GuestHistory.Event(
                                new HistoryEvent("h1", 978_300_700_000L, Action.CLICK),
                                Ids.eventHash("e1")),
                        new GuestHistory.Event(
                                new HistoryEvent("h2", 978_300_760_000L, Action.DISLIKE),
                                Ids.eventHash("e2"))),
                List.of(SlateExamples.slate()),
                2);
    }

    public static MergeReceipt mergeReceipt() {
        return new MergeReceipt(merge(), 978_300_760_500L, 7, 1, 2, 3, 4);
    }

    public static PlacementRules rules() {
        return new PlacementRules(
                "home",
                12,
                "price < 20",
                List.of(new PlacementRules.Boost("age < 7d", 1.5f)),
                List.of(new PlacementRules.Cap("category", 3)),
                .25f,
                List.of(new PlacementRules.Pin(2, "a")),
                3,
                Duration.ofMinutes(30));
    }
}
