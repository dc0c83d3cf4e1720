package io.riffle.schema;

import io.riffle.schema.Dislikes.Dislike;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.MergeReceipt;
import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.ask.PlacementRules;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.ExplainedItem;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Said;
import io.riffle.schema.explain.ServedSlate;
import io.riffle.schema.explain.Without;
import io.riffle.schema.history.HistoryHead;
import io.riffle.schema.history.HistoryPage;
import io.riffle.schema.history.UserHistory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One value of each type with every field set: what released bytes were made from. */
public final class Examples {

    private Examples() {}

    public static HistoryHead head() {
        return new HistoryHead(130, 330, 180, 2, 331);
    }

    public static HistoryPage page() {
        UserHistory history = UserHistory.empty(5);
        history.add("tt0114709", 978_300_760_000L, Action.CLICK, Ids.eventHash("e1"));
        history.add("漢字", 978_302_109_000L, Action.VIEW, Ids.eventHash("e2"));
        history.add("late", 978_300_761_000L, Action.PURCHASE, Ids.eventHash("e3"));
        return history.page(0);
    }

    public static Dislikes dislikes() {
        return new Dislikes(
                List.of(
                        new Dislike("tt1", 978_300_760_000L, Ids.eventHash("e1")),
                        new Dislike("tt2", 978_300_761_000L, Ids.eventHash("e2"))));
    }

    public static Slate slate() {
        return new Slate(
                Ids.recommendationId("u1", "e1"),
                978_300_760_000L,
                17,
                List.of(
                        new Candidate("a", .75f, new float[] {1, -2.5f}),
                        new Candidate("b", .5f, new float[0])),
                List.of("b", "x", "a"),
                List.of(.5, .25, .125),
                texts(),
                7,
                3,
                Tier.FULL,
                978_300_760_250L,
                978_302_560_250L,
                new HistoryEvent("b", 978_300_790_000L, Action.CLICK),
                List.of(new HistoryEvent("b", 978_300_790_000L, Action.CLICK)),
                1);
    }

    public static Slate replayedSlate() {
        return new Slate(
                Ids.recommendationId("u1", "e2"),
                978_300_760_000L,
                18,
                List.of(),
                List.of("b"),
                List.of(),
                Map.of(),
                0,
                0,
                Tier.POPULAR,
                978_300_760_250L,
                978_302_560_250L,
                null,
                List.of(),
                0,
                true,
                List.of(),
                false);
    }

    /** A slate that a request was answered by. */
    public static Slate askedSlate() {
        Slate slate = slate();
        return new Slate(
                Ids.requestedId("u1", "q1"),
                slate.queryTime(),
                slate.arrivals(),
                List.of(),
                List.of("b"),
                List.of(),
                Map.of(),
                0,
                0,
                Tier.POPULAR,
                slate.shownTime(),
                slate.deadline(),
                null,
                List.of(),
                0,
                false,
                List.of(),
                true);
    }

    /** A slate of which some was seen. */
    public static Slate seenSlate() {
        return slate().seen("a").seen("b");
    }

    public static TrainingSample sample() {
        return slate().sample(
                        "u1",
                        List.of(
                                new HistoryEvent("h1", 978_300_700_000L, Action.VIEW),
                                new HistoryEvent("h2", 978_300_760_000L, Action.LIKE)),
                        Outcome.CLICKED);
    }

    public static ClickEvent click() {
        return new ClickEvent(
                "e1", "u1", "tt0114709", Action.CART, 978_300_760_000L, "r1", 3, texts());
    }

    public static Recommendation recommendation() {
        return new Recommendation(
                Ids.recommendationId("u1", "e1"),
                "u1",
                "e1",
                List.of(new RankedItem("b", 1, 2.5f, .5f), new RankedItem("a", 2, -1, .75f)),
                978_300_760_000L,
                978_300_760_200L,
                978_300_760_250L,
                7,
                3,
                Tier.FULL,
                "plackett-luce",
                List.of(.5, .25));
    }

    /** The answer to a request. */
    public static Recommendation reply() {
        return new Recommendation(
                Ids.requestedId("u1", "q1"),
                "u1",
                "",
                List.of(new RankedItem("b", 1, 2.5f, .5f)),
                978_300_760_000L,
                978_300_760_200L,
                978_300_760_250L,
                7,
                0,
                Tier.GENERATOR_ONLY,
                null,
                List.of(),
                "q1",
                "home",
                "1 of 10 items satisfies the condition.");
    }

    public static ExplainRequest explain() {
        return new ExplainRequest("x1", Ids.recommendationId("u1", "e1"), "u1", 3);
    }

    public static Explanation explanation() {
        return new Explanation(
                "x1",
                Ids.recommendationId("u1", "e1"),
                "u1",
                ExplainStatus.EXPLAINED,
                "The slate was drawn.",
                new ServedSlate(978_300_760_000L, 978_300_760_250L, Tier.FULL, 7, 3, "home", true),
                7,
                3,
                true,
                List.of(
                        new ExplainedItem(
                                "b", 1, 2.5f, .5f, .25f, List.of(new Said("backbone", 1, .5f))),
                        new ExplainedItem(
                                "a",
                                2,
                                -1,
                                .75f,
                                0,
                                List.of(
                                        new Said("popular", 2, .125f),
                                        new Said("neighbours of late", 0, 0)))),
                List.of("b", "a"),
                new Explanation.Counts(100, 3, 40, 2, 1, 4),
                List.of(new Explanation.Barred("c", 1, "condition")),
                List.of(
                        new Without(
                                new HistoryEvent("h2", 978_300_760_000L, Action.LIKE),
                                List.of("b", "d"),
                                List.of(1, 0)),
                        new Without(
                                new HistoryEvent("h1", 978_300_700_000L, Action.CLICK),
                                List.of("a", "b"),
                                List.of(2, 1))));
    }

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
                texts());
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
                List.of(slate()),
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

    public static ModelUpdate update() {
        return new ModelUpdate(
                ModelUpdate.BACKBONE,
                7,
                6,
                "file:///models/backbone/7",
                "0123456789abcdef".repeat(4),
                978_300_760_000L,
                Map.of("hr_at_10", .25),
                5);
    }

    public static Item item() {
        return new Item(
                "tt0114709",
                "Toy Story (1995)",
                List.of("Animation", "Children's"),
                978_300_760_000L,
                texts());
    }

    public static Item itemWithVector() {
        return new Item("i", "", List.of("Animation"), 0, Map.of(), List.of(.5f, -2f, 0f));
    }

    public static UserProfile profile() {
        return new UserProfile("u1", texts(), 978_300_760_000L);
    }

    public static ForgetUser forget() {
        return new ForgetUser("q1", "u1", 978_300_760_000L);
    }

    public static ForgetReceipt receipt() {
        return new ForgetReceipt(
                forget(),
                978_300_760_500L,
                "train",
                2,
                new ForgetReceipt.Purged(7, 3, 1, true, 4, 5),
                new ForgetReceipt.Learned(12, 2));
    }

    public static DeadLetter letter() {
        return new DeadLetter(
                "click-events",
                3,
                12_345,
                DeadLetter.Reason.MISSING_ID,
                "The user_id () of a click must be given.",
                bytes("u1"),
                new byte[] {0, -1, 127},
                List.of(
                        Map.entry("content-type", bytes("application/json")),
                        Map.entry("trace", new byte[0]),
                        Map.entry("trace", bytes("t1"))),
                978_300_760_000L);
    }

    /** A letter that does not hold the whole record. */
    public static DeadLetter cutLetter() {
        DeadLetter whole = letter();
        return new DeadLetter(
                whole.topic(),
                whole.partition(),
                whole.offset(),
                DeadLetter.Reason.TOO_LARGE,
                whole.message(),
                whole.key(),
                whole.value(),
                whole.headers(),
                whole.time(),
                new DeadLetter.Original(2, 12L << 20, "0123456789abcdef".repeat(4), 3));
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("age", "25");
        texts.put("city", "Zürich");
        return texts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
