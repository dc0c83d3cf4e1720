package io.riffle.job.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Outcome;
import io.riffle.schema.Slate;
import io.riffle.schema.Tier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenSlatesTest {

    private static final long WINDOW = 1_000;
    private static final long DEADLINE = 500;

    private final OpenSlates slates = new OpenSlates(3, true, new TreeMap<>());

    /** Shows s-1 and s-2, proposes c too; asked at the given time. */
    private static Slate slate(String id, long time) {
        return new Slate(
                id,
                time,
                1,
                List.of(
                        new Candidate(id + "-1", 1, new float[0]),
                        new Candidate(id + "-2", 1, new float[0]),
                        new Candidate(id + "-c", 1, new float[0])),
                List.of(id + "-1", id + "-2"),
                List.of(),
                Map.of("country", "EG"),
                1,
                0,
                Tier.GENERATOR_ONLY,
                0,
                DEADLINE,
                null,
                List.of(),
                0);
    }

    private static ClickEvent click(
            String item, long time, Action action, @Nullable String recommendationId) {
        return new ClickEvent("e", "u", item, action, time, recommendationId, 0, Map.of());
    }

    private List<Settled> clicked(String item, long time) {
        return slates.settle(click(item, time, Action.CLICK, null), WINDOW, 0);
    }

    private void seen(String item, long time, @Nullable String recommendationId, long received) {
        slates.seen(click(item, time, Action.VIEW, recommendationId), WINDOW, received);
    }

    @Test
    void anImpressionMarksTheSlateThatItNames() {
        slates.open(slate("r", 10));
        slates.open(slate("s", 20));
        seen("r-2", 30, "r", 0);
        seen("s-1", 30, null, 0);

        assertThat(clicked("x", 40).get(0).slate().examined()).as("of s").isEmpty();
        slates.settle(click("r-1", 50, Action.CLICK, "r"), WINDOW, 0);
        assertThat(slates.expire(50, WINDOW, DEADLINE + 1).get(0).slate().examined())
                .as("of r")
                .containsExactly(2);
    }

    @Test
    void anImpressionAfterTheWindowOrTheDeadlineMarksNothing() {
        slates.open(slate("r", 10));
        seen("r-1", 11 + WINDOW, "r", 0);
        seen("r-1", 20, "r", DEADLINE + 1);

        assertThat(clicked("x", 40).get(0).slate().examined()).isEmpty();
    }

    @Test
    void aSampleThatWasMadeIsNotMadeAnewForWhatWasSeenLater() {
        slates.open(slate("r", 10));
        clicked("x", 20);
        seen("r-1", 30, "r", 0);

        Settled corrected = clicked("r-2", 40).get(0);
        assertThat(corrected.outcome()).isEqualTo(Outcome.CORRECTED);
        assertThat(corrected.slate().revision()).isEqualTo(1);
        assertThat(corrected.slate().examined()).containsExactly(1);
    }

    @Test
    void aFirstClickSettlesNothing() {
        assertThat(clicked("x", 10)).isEmpty();
    }

    @Test
    void aClickOnTheSlateIsItsNextAndItsLabel() {
        slates.open(slate("r", 10));

        Settled settled = clicked("r-2", 20).get(0);

        assertThat(settled.outcome()).isEqualTo(Outcome.CLICKED);
        assertThat(settled.slate().revision()).isZero();
        HistoryEvent event = new HistoryEvent("r-2", 20, Action.CLICK);
        assertThat(settled.slate().next()).isEqualTo(event);
        assertThat(settled.slate().labels()).containsExactly(event);
    }

    @Test
    void aClickElsewhereIsTheNextAllTheSame() {
        slates.open(slate("r", 10));

        Settled settled = clicked("other", 20).get(0);

        assertThat(settled.outcome()).isEqualTo(Outcome.ORGANIC);
        assertThat(settled.slate().next()).isNotNull();
        assertThat(settled.slate().labels()).isEmpty();
    }

    @Test
    void aCandidateThatWasNotShownIsALabelAndStillOrganic() {
        slates.open(slate("r", 10));

        Settled settled = clicked("r-c", 20).get(0);

        assertThat(settled.outcome()).isEqualTo(Outcome.ORGANIC);
        assertThat(settled.slate().labels()).hasSize(1);
    }

    @Test
    void aLaterClickOnAnOlderSlateCorrectsItsSample() {
        slates.open(slate("r", 10));
        clicked("r-1", 20);
        slates.open(slate("s", 20));

        List<Settled> settled = clicked("r-2", 30);

        assertThat(settled)
                .extracting(Settled::outcome)
                .containsExactly(Outcome.CORRECTED, Outcome.ORGANIC);
        assertThat(settled.get(0).slate().revision()).isEqualTo(1);
        assertThat(settled.get(0).slate().labels()).hasSize(2);
        assertThat(settled.get(0).slate().next())
                .isEqualTo(new HistoryEvent("r-1", 20, Action.CLICK));
    }

    @Test
    void theRecommendationIdDecidesWhenItIsGiven() {
        slates.open(slate("r", 10));
        clicked("x", 15);
        slates.open(slate("s", 20));

        assertThat(slates.settle(click("r-1", 30, Action.CLICK, "r"), WINDOW, 0))
                .extracting(settled -> settled.slate().recommendationId())
                .containsExactly("r", "s");
        slates.open(slate("t", 30));
        assertThat(slates.settle(click("t-1", 40, Action.CLICK, "unknown"), WINDOW, 0))
                .allMatch(settled -> settled.slate().labels().isEmpty());
    }

    @Test
    void aDislikeIsALabelAndNobodysNextClick() {
        slates.open(slate("r", 10));

        assertThat(slates.settle(click("r-1", 20, Action.DISLIKE, null), WINDOW, 0)).isEmpty();
        Slate settled = clicked("r-2", 30).get(0).slate();
        assertThat(settled.labels())
                .extracting(HistoryEvent::action)
                .containsExactly(Action.DISLIKE, Action.CLICK);
        assertThat(settled.next()).isEqualTo(new HistoryEvent("r-2", 30, Action.CLICK));
    }

    @Test
    void aClickFromBeforeTheRequestIsNextButNoLabelHoweverLateItComes() {
        slates.open(slate("r", 10));

        Settled settled = clicked("r-1", 9).get(0);

        assertThat(settled.outcome()).isEqualTo(Outcome.ORGANIC);
        assertThat(settled.slate().labels()).isEmpty();
        assertThat(settled.slate().next()).isEqualTo(new HistoryEvent("r-1", 9, Action.CLICK));
    }

    @Test
    void noActionFromBeforeTheRequestIsALabelEvenWhenItNamesTheSlate() {
        slates.open(slate("r", 10));
        clicked("x", 12);
        slates.open(slate("s", 12));

        for (Action action : Action.values()) {
            assertThat(slates.settle(click("r-1", 9, action, "r"), WINDOW, 0))
                    .allMatch(settled -> settled.slate().labels().isEmpty());
        }
    }

    @Test
    void aClickOfTheVeryTimeOfTheRequestCameAfterIt() {
        slates.open(slate("r", 10));

        assertThat(clicked("r-1", 10).get(0).outcome()).isEqualTo(Outcome.CLICKED);
    }

    @Test
    void aClickThatHadToWaitIsALabelIfItWasReceivedInTime() {
        slates.open(slate("r", 10));

        Settled settled =
                slates.settle(click("r-1", 20, Action.CLICK, null), WINDOW, DEADLINE).get(0);
        assertThat(settled.outcome()).isEqualTo(Outcome.CLICKED);
    }

    @Test
    void afterTheWindowAClickIsNextButNoLabel() {
        slates.open(slate("r", 10));

        Settled settled = clicked("r-1", 10 + WINDOW + 1).get(0);

        assertThat(settled.outcome()).isEqualTo(Outcome.ORGANIC);
        assertThat(settled.slate().labels()).isEmpty();
        assertThat(settled.slate().next()).isNotNull();
    }

    @Test
    void theNewestSlateExpiresOnceAndStillGetsItsNextClick() {
        slates.open(slate("r", 10));

        List<Settled> expired = slates.expire(10, WINDOW, DEADLINE + 1);
        assertThat(expired).extracting(Settled::outcome).containsExactly(Outcome.EXPIRED);
        assertThat(slates.expire(10, WINDOW, DEADLINE + 2)).isEmpty();

        Settled next =
                slates.settle(click("r-1", 20, Action.CLICK, null), WINDOW, DEADLINE + 3).get(0);
        assertThat(next.slate().revision()).isEqualTo(1);
        assertThat(next.slate().next()).isNotNull();
    }

    @Test
    void aClosedSlateGoesWhenTheUsersOwnTimeHasPassedItsWindow() {
        slates.open(slate("r", 10));
        clicked("x", 20);
        slates.open(slate("s", 20));

        assertThat(slates.expire(10 + WINDOW + 1, WINDOW, 0)).isEmpty();
        assertThat(slates.size()).isEqualTo(1);
    }

    @Test
    void noMoreSlatesAreKeptThanAllowed() {
        for (int i = 0; i < 10; i++) {
            clicked("x", 10 + i);
            slates.open(slate("r" + i, 10 + i));
        }

        assertThat(slates.size()).isEqualTo(3);
    }

    @Test
    void theEarliestDeadlineAheadIsAwaited() {
        assertThat(slates.nextDeadline()).isEqualTo(Long.MAX_VALUE);
        slates.open(slate("r", 10));

        assertThat(slates.nextDeadline()).isEqualTo(DEADLINE);
        slates.expire(10, WINDOW, DEADLINE + 1);
        assertThat(slates.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aSlatePastItsDeadlineKeepsWhatItsNextNeedsAndNoMore() {
        slates.open(slate("r", 10));

        Slate told = slates.expire(Long.MIN_VALUE, WINDOW, DEADLINE + 1).get(0).slate();
        Slate kept = Objects.requireNonNull(slates.newest());
        Settled settled =
                slates.settle(click("r-1", 20, Action.CLICK, null), WINDOW, DEADLINE + 1).get(0);

        assertThat(told.candidates()).hasSize(3);
        assertThat(told.profile()).isNotEmpty();
        assertThat(kept.candidates()).isEmpty();
        assertThat(kept.profile()).isEmpty();
        assertThat(kept.displayed()).isEqualTo(told.displayed());
        assertThat(settled.outcome()).isEqualTo(Outcome.ORGANIC);
        assertThat(settled.slate().revision()).isEqualTo(1);
        assertThat(settled.slate().next()).isNotNull();
    }

    @Test
    void aSlateThatTheUsersOwnTimeHasEndedKeepsWhatALateClickMayStillLabel() {
        slates.open(slate("r", 10));

        slates.expire(10 + WINDOW + 1, WINDOW, DEADLINE);

        assertThat(Objects.requireNonNull(slates.newest()).candidates()).hasSize(3);
    }

    @Test
    void whoIsTaughtNothingOfExpiredSlatesStillHasThemWhole() {
        OpenSlates untold = new OpenSlates(3, false, new TreeMap<>());
        untold.open(slate("r", 10));

        untold.expire(Long.MIN_VALUE, WINDOW, DEADLINE + 1);

        assertThat(Objects.requireNonNull(untold.newest()).candidates()).hasSize(3);
    }
}
