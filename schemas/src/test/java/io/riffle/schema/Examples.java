package io.riffle.schema;

import io.riffle.schema.Dislikes.Dislike;
import io.riffle.schema.history.HistoryHead;
import io.riffle.schema.history.HistoryPage;
import io.riffle.schema.history.UserHistory;
import java.nio.charset.StandardCharsets;
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

    /** Attributes of anything that has them, in this order. */
    static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("age", "25");
        texts.put("city", "Zürich");
        return texts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
