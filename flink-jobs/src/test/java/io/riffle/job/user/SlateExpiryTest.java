package io.riffle.job.user;

import static io.riffle.job.user.SlateScene.DEADLINE;
import static io.riffle.job.user.SlateScene.WINDOW;
import static io.riffle.job.user.SlateScene.click;
import static io.riffle.job.user.SlateScene.slate;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Action;
import io.riffle.schema.Outcome;
import io.riffle.schema.Slate;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When slates take no more labels, and what stays of them. */
class SlateExpiryTest {

    private final SlateScene scene = new SlateScene();
    private final OpenSlates slates = scene.slates;

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
        scene.clicked("x", 20);
        slates.open(slate("s", 20));

        assertThat(slates.expire(10 + WINDOW + 1, WINDOW, 0)).isEmpty();
        assertThat(slates.size()).isEqualTo(1);
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
