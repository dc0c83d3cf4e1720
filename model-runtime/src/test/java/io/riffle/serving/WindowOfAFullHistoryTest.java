package io.riffle.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.schema.Action;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.testing.TestModels;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A history that keeps no more events than the model reads, or few known ones. */
class WindowOfAFullHistoryTest {
    private static final int LONGEST = 24;
    private static final LoadedModel MODEL = TestModels.backbone(60, LONGEST, 1, 3);
    private static final long SLOT = 32 * 16 * 4;

    @Test
    void mostClicksFindAWindowThatHasOnlyGrown() {
        for (int kept : new int[] {LONGEST, LONGEST + 1, LONGEST + 5, LONGEST + 6}) {
            // A hop is a quarter of the window: at most one click in six encodes once it is full.
            assertThat(prefills(kept, 1, 150)).as("%d events", kept).isLessThanOrEqualTo(1 + 25);
        }
    }

    @Test
    void unknownItemsThatFillTheHistoryDoNotMakeEachClickEncode() {
        // Three of four events are unknown: the history cuts the window, the model never does.
        assertThat(prefills(100, 4, 400)).isLessThanOrEqualTo(1 + 400 / 24);
    }

    @Test
    void whoIsSaidToExtendIsNotEncoded() {
        UserHistory history = UserHistory.empty(LONGEST);
        try (Recommender cached = recommender()) {
            long before = 0;
            for (int i = 0; i < 80; i++) {
                boolean encodes = cached.encodes("u", history, 1);
                click(cached, history, "item-" + (1 + i % 50), i);
                long now = cached.counts().prefilled();
                assertThat(now - before).as("click %d", i).isEqualTo(encodes ? 1 : 0);
                before = now;
            }
        }
    }

    @Test
    void windowIsNeverEmptyAndNeverLongerThanTheModelReads() {
        UserHistory history = UserHistory.empty(LONGEST);
        try (Recommender cached = recommender()) {
            for (int i = 0; i < 90; i++) {
                click(cached, history, "item-" + (1 + i % 50), i);
                assertThat(history.endSequence() - history.windowStart())
                        .isBetween(Math.min(i + 1L, LONGEST * 3 / 4L - 1), (long) LONGEST);
                assertThat(cached.windowStart(history)).isEqualTo(history.windowStart());
            }
        }
    }

    /** How often a window was encoded as a whole; one click in {@code every} is of a known item. */
    private static long prefills(int kept, int every, int clicks) {
        UserHistory history = UserHistory.empty(kept);
        try (Recommender cached = recommender()) {
            for (int i = 0; i < clicks; i++) {
                String item = i % every == 0 ? "item-" + (1 + i % 50) : "other-" + i;
                click(cached, history, item, i);
            }
            return cached.counts().prefilled();
        }
    }

    private static Recommender recommender() {
        return new Recommender(MODEL, null, new ServingOptions(5, 8, 0, 4 * SLOT, 4, 0, "cpu"));
    }

    private static void click(Recommender cached, UserHistory history, String item, int i) {
        history.add(item, 1_000L * i, Action.CLICK, i + 1L);
        history.moveWindow(cached.windowStart(history));
        Query query =
                new Query(
                        "r" + i,
                        history.firstSequence(),
                        history.windowStart(),
                        history.endSequence(),
                        history.newestTime(),
                        Set.of());
        cached.recommend(List.of(new Turn("u", history, null, List.of(query))));
        history.compact();
    }
}
