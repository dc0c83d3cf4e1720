package io.riffle.lab.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.riffle.lab.clicks.OutgoingClick;
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
    private final AtomicLong overBudget = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong impressions = new AtomicLong();
    private final Tally tally =
            new Tally(duplicates::get, overBudget::get, impressions::get, () -> 0, nanos::get);

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
    void anImpressionIsAccountedForWithoutAnAnswer() {
        tally.sent(click("u", "e1", "a", Action.VIEW));
        tally.sent(click("u", "e2", "a"));
        tally.recommended(answer("u", "e2", List.of("b")));
        assertThat(tally.unanswered()).isEqualTo(1);
        impressions.set(1);
        assertThat(tally.unanswered()).isZero();
        assertThat(tally.summary().balanced()).isTrue();
        assertThat(tally.summary().impressions()).isEqualTo(1);
    }

    @Test
    void aViewThatTheJobsOptionsLetAnswerIsAnsweredLikeAClick() {
        tally.sent(click("u", "e1", "a", Action.VIEW));
        tally.recommended(answer("u", "e1", List.of("b")));
        assertThat(tally.unanswered()).isZero();
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
        assertThat(summary.foresight().all().clicks()).isEqualTo(2);
        assertThat(summary.foresight().all().hitRate()).isEqualTo(0.5);
    }

    @Test
    void aHitCountsForTheVersionsThatMadeTheSlateAndByItsRank() {
        serve("u", "e1", "a", List.of("x", "b"), 1);
        serve("u", "e2", "b", List.of("x", "y", "c"), 2);
        serve("u", "e3", "c", List.of("d"), 2);
        serve("u", "e4", "e", List.of("d"), 2);
        Foresight foresight = tally.summary().foresight();
        assertThat(foresight.all())
                .isEqualTo(
                        new Foresight.Ranks(
                                3,
                                2 / 3.0,
                                (Math.log(2) / Math.log(3) + .5) / 3,
                                (1 / 2.0 + 1 / 3.0) / 3));
        assertThat(foresight.versions())
                .extracting(
                        one -> one.backbone(),
                        one -> one.ranks().clicks(),
                        one -> one.ranks().hitRate())
                .containsExactly(tuple(1L, 1L, 1.0), tuple(2L, 2L, 0.5));
    }

    @Test
    void recentRatesForgetOlderClicks() {
        serve("u", "e0", "a", List.of("i0"));
        for (int i = 0; i < 6_000; i++) {
            boolean hit = i < 1_000 || i % 2 == 0;
            serve("u", "f" + i, hit ? "i" + i : "no" + i, List.of("i" + (i + 1)));
        }
        Foresight foresight = tally.summary().foresight();
        assertThat(foresight.all().hitRate()).isEqualTo(3_500 / 6_000.0);
        assertThat(foresight.recent().clicks()).isEqualTo(5_000);
        assertThat(foresight.recent().hitRate()).isEqualTo(0.5);
    }

    @Test
    void popularityIsScoredBeforeItLearns() {
        serve("u", "e1", "a", List.of());
        serve("v", "e2", "b", List.of());
        serve("v", "e3", "a", List.of());
        serve("u", "e4", "c", List.of());
        Summary summary = tally.summary();
        assertThat(summary.foresight().all().clicks()).isEqualTo(2);
        assertThat(summary.foresight().popularityHitRate()).isEqualTo(0.5);
    }

    @Test
    void dislikesAreAnsweredButNotScored() {
        serve("u", "e1", "a", List.of("b"));
        OutgoingClick dislike = click("u", "e2", "b", Action.DISLIKE);
        tally.sent(dislike);
        tally.recommended(answer("u", "e2", List.of("c")));
        assertThat(tally.unanswered()).isZero();
        assertThat(tally.summary().foresight().all().clicks()).isZero();
    }

    @Test
    void aClickBeyondItsUsersBudgetIsAccountedFor() {
        serve("u", "e1", "a", List.of("b"));
        tally.sent(click("u", "e2", "b"));
        assertThat(tally.unanswered()).isEqualTo(1);
        overBudget.set(1);

        assertThat(tally.unanswered()).isZero();
        assertThat(tally.summary().balanced()).isTrue();
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
                            + "\"duplicates\":0,\"over_budget\":0,\"impressions\":0,\"late\":0,\"repeats\":0,"
                            + "\"tiers\":{\"FULL\":0,\"GENERATOR_ONLY\":2,\"POPULAR\":0},"
                            + "\"latency_ms\":{\"p50\":5,\"p99\":5,\"p99_9\":5,\"max\":5},"
                            + "\"events_per_second\":1.5,"
                            + "\"hit_rate\":{\"at_10\":1.0,\"popularity_at_10\":0.0,\"scored\":1},"
                            + "\"prequential\":{\"clicks\":1,\"hr_at_10\":1.0,"
                            + "\"ndcg_at_10\":1.0,\"mrr\":1.0,\"popularity_hr_at_10\":0.0,"
                            + "\"recent\":{\"clicks\":1,\"hr_at_10\":1.0,"
                            + "\"popularity_hr_at_10\":0.0},"
                            + "\"versions\":[{\"tier\":\"GENERATOR_ONLY\","
                            + "\"backbone_version\":1,\"reranker_version\":0,\"clicks\":1,"
                            + "\"hr_at_10\":1.0,\"ndcg_at_10\":1.0,\"mrr\":1.0}]}}");
    }

    private void serve(String user, String event, String item, List<String> slate) {
        serve(user, event, item, slate, 1);
    }

    private void serve(String user, String event, String item, List<String> slate, long backbone) {
        tally.sent(click(user, event, item));
        tally.recommended(answer(user, event, slate, backbone));
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
        return answer(user, event, slate, 1);
    }

    private static Recommendation answer(
            String user, String event, List<String> slate, long backbone) {
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
                backbone,
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
