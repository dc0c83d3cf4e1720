package io.riffle.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.cli.clicks.OutgoingClick;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.wire.ContentType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final Tally tally = new Tally(duplicates::get, () -> 0, nanos::get);

    @Test
    void eachRecordHasOneAnswer() {
        tally.sent(click("u", "e1", "a"));
        tally.sent(click("u", "e1", "a"));
        tally.sent(garbage());
        assertThat(tally.unanswered()).isEqualTo(3);
        tally.recommended(answer("u", "e1", List.of("b")));
        assertThat(tally.unanswered()).isEqualTo(2);
        tally.rejected(letter(7));
        duplicates.set(1);
        assertThat(tally.unanswered()).isZero();
        assertThat(tally.summary().balanced()).isTrue();
    }

    @Test
    void repeatedAnswersCountOnce() {
        tally.sent(click("u", "e1", "a"));
        tally.sent(garbage());
        for (int i = 0; i < 3; i++) {
            tally.recommended(answer("u", "e1", List.of("b")));
            tally.rejected(letter(7));
        }
        Summary summary = tally.summary();
        assertThat(summary.recommendations()).isEqualTo(1);
        assertThat(summary.deadLetters()).isEqualTo(1);
        assertThat(summary.repeats()).isEqualTo(2);
        assertThat(summary.balanced()).isTrue();
    }

    @Test
    void answersToOtherClientsDoNotCount() {
        tally.sent(click("u", "e1", "a"));
        tally.recommended(answer("u", "of another client", List.of("b")));
        assertThat(tally.unanswered()).isEqualTo(1);
    }

    @Test
    void hitIsAClickOnThePreviousSlate() {
        serve("u", "e1", "a", List.of("b", "c"));
        serve("u", "e2", "c", List.of("d"));
        serve("u", "e3", "b", List.of("d"));
        Summary summary = tally.summary();
        assertThat(summary.scored()).isEqualTo(2);
        assertThat(summary.hitRate()).isEqualTo(0.5);
    }

    @Test
    void popularityIsScoredBeforeItLearns() {
        serve("u", "e1", "a", List.of());
        serve("v", "e2", "b", List.of());
        serve("v", "e3", "a", List.of());
        serve("u", "e4", "c", List.of());
        Summary summary = tally.summary();
        assertThat(summary.scored()).isEqualTo(2);
        assertThat(summary.popularityHitRate()).isEqualTo(0.5);
    }

    @Test
    void dislikesAreAnsweredButNotScored() {
        serve("u", "e1", "a", List.of("b"));
        OutgoingClick dislike = click("u", "e2", "b", Action.DISLIKE);
        tally.sent(dislike);
        tally.recommended(answer("u", "e2", List.of("c")));
        assertThat(tally.unanswered()).isZero();
        assertThat(tally.summary().scored()).isZero();
    }

    @Test
    void jsonHasTheKeysOfTheContract() {
        serve("u", "e1", "a", List.of("b"));
        tally.sent(garbage());
        tally.rejected(letter(1));
        nanos.addAndGet(2_000_000_000L);
        serve("u", "e2", "b", List.of("c"));
        assertThat(tally.summary().toJson().toString())
                .isEqualTo(
                        "{\"events\":3,\"recommendations\":2,"
                                + "\"dead_letters\":{\"total\":1,\"by_reason\":{\"EMPTY\":1}},"
                                + "\"duplicates\":0,\"late\":0,\"repeats\":0,"
                                + "\"tiers\":{\"FULL\":0,\"GENERATOR_ONLY\":2,\"POPULAR\":0},"
                                + "\"latency_ms\":{\"p50\":5,\"p99\":5,\"p99_9\":5,\"max\":5},"
                                + "\"events_per_second\":1.5,"
                                + "\"hit_rate\":{\"at_10\":1.0,\"popularity_at_10\":0.0,"
                                + "\"scored\":1}}");
    }

    private void serve(String user, String event, String item, List<String> slate) {
        tally.sent(click(user, event, item));
        tally.recommended(answer(user, event, slate));
    }

    private static OutgoingClick click(String user, String event, String item) {
        return click(user, event, item, Action.CLICK);
    }

    private static OutgoingClick click(String user, String event, String item, Action action) {
        ClickEvent click = new ClickEvent(event, user, item, action, 1_000, null, 0, Map.of());
        return new OutgoingClick(null, new byte[0], ContentType.PROTOBUF, click);
    }

    private static OutgoingClick garbage() {
        return new OutgoingClick(null, new byte[0], ContentType.JSON, null);
    }

    private static Recommendation answer(String user, String event, List<String> slate) {
        List<RankedItem> items = new ArrayList<>();
        for (String item : slate) {
            items.add(new RankedItem(item, items.size() + 1, 1, 1));
        }
        return new Recommendation(
                user + "/" + event,
                user,
                event,
                items,
                1_000,
                2_000,
                2_005,
                1,
                0,
                Tier.GENERATOR_ONLY,
                null,
                List.of());
    }

    private static DeadLetter letter(long offset) {
        return new DeadLetter(
                "click-events",
                0,
                offset,
                DeadLetter.Reason.EMPTY,
                "empty",
                new byte[0],
                new byte[0],
                List.of(),
                2_000);
    }
}
