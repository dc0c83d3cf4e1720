package io.riffle.job.user;

import static io.riffle.job.user.SlateScene.DEADLINE;
import static io.riffle.job.user.SlateScene.WINDOW;
import static io.riffle.job.user.SlateScene.click;
import static io.riffle.job.user.SlateScene.slate;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Outcome;
import org.junit.jupiter.api.Test;

/** Which slate a click is a label of, and which clicks are none. */
class ClickAttributionTest {

    private final SlateScene scene = new SlateScene();
    private final OpenSlates slates = scene.slates;

    @Test
    void theRecommendationIdDecidesWhenItIsGiven() {
        slates.open(slate("r", 10));
        scene.clicked("x", 15);
        slates.open(slate("s", 20));

        assertThat(slates.settle(click("r-1", 30, Action.CLICK, "r"), WINDOW, 0))
                .extracting(settled -> settled.slate().recommendationId())
                .containsExactly("r", "s");
        slates.open(slate("t", 30));
        assertThat(slates.settle(click("t-1", 40, Action.CLICK, "unknown"), WINDOW, 0))
                .allMatch(settled -> settled.slate().labels().isEmpty());
    }

    @Test
    void aClickFromBeforeTheRequestIsNextButNoLabelHoweverLateItComes() {
        slates.open(slate("r", 10));

        Settled settled = scene.clicked("r-1", 9).get(0);

        assertThat(settled.outcome()).isEqualTo(Outcome.ORGANIC);
        assertThat(settled.slate().labels()).isEmpty();
        assertThat(settled.slate().next()).isEqualTo(new HistoryEvent("r-1", 9, Action.CLICK));
    }

    @Test
    void noActionFromBeforeTheRequestIsALabelEvenWhenItNamesTheSlate() {
        slates.open(slate("r", 10));
        scene.clicked("x", 12);
        slates.open(slate("s", 12));

        for (Action action : Action.values()) {
            assertThat(slates.settle(click("r-1", 9, action, "r"), WINDOW, 0))
                    .allMatch(settled -> settled.slate().labels().isEmpty());
        }
    }

    @Test
    void aClickOfTheVeryTimeOfTheRequestCameAfterIt() {
        slates.open(slate("r", 10));

        assertThat(scene.clicked("r-1", 10).get(0).outcome()).isEqualTo(Outcome.CLICKED);
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

        Settled settled = scene.clicked("r-1", 10 + WINDOW + 1).get(0);

        assertThat(settled.outcome()).isEqualTo(Outcome.ORGANIC);
        assertThat(settled.slate().labels()).isEmpty();
        assertThat(settled.slate().next()).isNotNull();
    }
}
