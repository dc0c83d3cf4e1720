package io.riffle.job.user;

import static io.riffle.job.user.SlateScene.DEADLINE;
import static io.riffle.job.user.SlateScene.WINDOW;
import static io.riffle.job.user.SlateScene.click;
import static io.riffle.job.user.SlateScene.slate;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Outcome;
import io.riffle.schema.Slate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clicks and impressions make of the slates that a user was shown. */
class OpenSlatesTest {

    private final SlateScene scene = new SlateScene();
    private final OpenSlates slates = scene.slates;

    @Test
    void anImpressionMarksTheSlateThatItNames() {
        slates.open(slate("r", 10));
        slates.open(slate("s", 20));
        scene.seen("r-2", 30, "r", 0);
        scene.seen("s-1", 30, null, 0);

        assertThat(scene.clicked("x", 40).get(0).slate().examined()).as("of s").isEmpty();
        slates.settle(click("r-1", 50, Action.CLICK, "r"), WINDOW, 0);
        assertThat(slates.expire(50, WINDOW, DEADLINE + 1).get(0).slate().examined())
                .as("of r")
                .containsExactly(2);
    }

    @Test
    void anImpressionAfterTheWindowOrTheDeadlineMarksNothing() {
        slates.open(slate("r", 10));
        scene.seen("r-1", 11 + WINDOW, "r", 0);
        scene.seen("r-1", 20, "r", DEADLINE + 1);

        assertThat(scene.clicked("x", 40).get(0).slate().examined()).isEmpty();
    }

    @Test
    void aSampleThatWasMadeIsNotMadeAnewForWhatWasSeenLater() {
        slates.open(slate("r", 10));
        scene.clicked("x", 20);
        scene.seen("r-1", 30, "r", 0);

        Settled corrected = scene.clicked("r-2", 40).get(0);
        assertThat(corrected.outcome()).isEqualTo(Outcome.CORRECTED);
        assertThat(corrected.slate().revision()).isEqualTo(1);
        assertThat(corrected.slate().examined()).containsExactly(1);
    }

    @Test
    void aFirstClickSettlesNothing() {
        assertThat(scene.clicked("x", 10)).isEmpty();
    }

    @Test
    void aClickOnTheSlateIsItsNextAndItsLabel() {
        slates.open(slate("r", 10));

        Settled settled = scene.clicked("r-2", 20).get(0);

        assertThat(settled.outcome()).isEqualTo(Outcome.CLICKED);
        assertThat(settled.slate().revision()).isZero();
        HistoryEvent event = new HistoryEvent("r-2", 20, Action.CLICK);
        assertThat(settled.slate().next()).isEqualTo(event);
        assertThat(settled.slate().labels()).containsExactly(event);
    }

    @Test
    void aClickElsewhereIsTheNextAllTheSame() {
        slates.open(slate("r", 10));

        Settled settled = scene.clicked("other", 20).get(0);

        assertThat(settled.outcome()).isEqualTo(Outcome.ORGANIC);
        assertThat(settled.slate().next()).isNotNull();
        assertThat(settled.slate().labels()).isEmpty();
    }

    @Test
    void aCandidateThatWasNotShownIsALabelAndStillOrganic() {
        slates.open(slate("r", 10));

        Settled settled = scene.clicked("r-c", 20).get(0);

        assertThat(settled.outcome()).isEqualTo(Outcome.ORGANIC);
        assertThat(settled.slate().labels()).hasSize(1);
    }

    @Test
    void aLaterClickOnAnOlderSlateCorrectsItsSample() {
        slates.open(slate("r", 10));
        scene.clicked("r-1", 20);
        slates.open(slate("s", 20));

        List<Settled> settled = scene.clicked("r-2", 30);

        assertThat(settled)
                .extracting(Settled::outcome)
                .containsExactly(Outcome.CORRECTED, Outcome.ORGANIC);
        assertThat(settled.get(0).slate().revision()).isEqualTo(1);
        assertThat(settled.get(0).slate().labels()).hasSize(2);
        assertThat(settled.get(0).slate().next())
                .isEqualTo(new HistoryEvent("r-1", 20, Action.CLICK));
    }

    @Test
    void aDislikeIsALabelAndNobodysNextClick() {
        slates.open(slate("r", 10));

        assertThat(slates.settle(click("r-1", 20, Action.DISLIKE, null), WINDOW, 0)).isEmpty();
        Slate settled = scene.clicked("r-2", 30).get(0).slate();
        assertThat(settled.labels())
                .extracting(HistoryEvent::action)
                .containsExactly(Action.DISLIKE, Action.CLICK);
        assertThat(settled.next()).isEqualTo(new HistoryEvent("r-2", 30, Action.CLICK));
    }

    @Test
    void noMoreSlatesAreKeptThanAllowed() {
        for (int i = 0; i < 10; i++) {
            scene.clicked("x", 10 + i);
            slates.open(slate("r" + i, 10 + i));
        }

        assertThat(slates.size()).isEqualTo(3);
    }
}
