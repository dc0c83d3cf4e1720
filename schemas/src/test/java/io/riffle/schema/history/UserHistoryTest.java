package io.riffle.schema.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.Action;
import io.riffle.schema.Ids;
import io.riffle.schema.history.UserHistory.Added;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UserHistoryTest {

    private final UserHistory history = UserHistory.empty(3);

    @Test
    void newHistoryIsEmpty() {
        assertThat(history.size()).isZero();
        assertThat(history.newestTime()).isEqualTo(Long.MIN_VALUE);
        assertThat(history.arrivals()).isZero();
        assertThat(history.windowStart()).isZero();
    }

    @Test
    void equalTimesStandInOrderOfArrival() {
        add("a", 5);
        add("b", 5);

        assertThat(add("c", 5)).isEqualTo(Added.APPENDED);
        assertThat(items()).containsExactly("a", "b", "c");
        assertThat(history.lateInserts()).isZero();
    }

    @Test
    void lateEventShiftsTheSequencesAfterIt() {
        add("a", 1);
        add("c", 3);

        assertThat(add("b", 2)).isEqualTo(Added.INSERTED);
        assertThat(items()).containsExactly("a", "b", "c");
        assertThat(history.arrival(1)).isEqualTo(3);
        assertThat(history.lateInserts()).isEqualTo(1);
    }

    @Test
    void evictedEventStaysReadableUntilCompaction() {
        for (int i = 0; i < 5; i++) {
            add("i" + i, i + 1);
        }

        assertThat(items()).containsExactly("i2", "i3", "i4");
        assertThat(history.itemId(0)).isEqualTo("i0");
        assertThat(history.containsItem("i0")).isFalse();
        assertThat(history.containsEvent(Ids.eventHash("i0@1"))).isFalse();

        history.compact();

        assertThat(history.physicalFirstSequence()).isEqualTo(2);
        assertThat(items()).containsExactly("i2", "i3", "i4");
        assertThatThrownBy(() -> history.itemId(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void eventOlderThanAFullHistoryDoesNotEnter() {
        add("a", 2);
        add("b", 3);
        add("c", 4);

        assertThat(add("z", 1)).isEqualTo(Added.TOO_OLD);
        assertThat(items()).containsExactly("a", "b", "c");
        assertThat(history.arrivals()).isEqualTo(3);
    }

    @Test
    void eventAsOldAsTheOldestOfAFullHistoryTakesItsPlace() {
        add("a", 2);
        add("b", 3);
        add("c", 4);

        assertThat(add("d", 2)).isEqualTo(Added.INSERTED);
        assertThat(items()).containsExactly("d", "b", "c");
    }

    @Test
    void windowThatNeverMovedHoldsLateEventsToo() {
        add("b", 2);
        add("a", 1);

        assertThat(history.windowStart()).isEqualTo(history.firstSequence());
    }

    @Test
    void windowThatMovedKeepsItsFirstEvent() {
        add("a", 1);
        add("c", 3);
        history.moveWindow(1);

        add("b", 2);

        assertThat(history.itemId(history.windowStart())).isEqualTo("c");
    }

    @Test
    void windowNeverStartsBeforeTheOldestKeptEvent() {
        for (int i = 0; i < 5; i++) {
            add("i" + i, i + 1);
        }

        assertThat(history.windowStart()).isEqualTo(2);
        assertThatThrownBy(() -> history.moveWindow(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The window start (1) of a user history must be in [2, 5]");
    }

    @Test
    void dislikeIsNoPartOfAHistory() {
        assertThatThrownBy(() -> history.add("a", 1, Action.DISLIKE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be a dislike");
    }

    @Test
    void clickInOrderChangesOnePageAndAnotherLeaves() {
        UserHistory long_ = UserHistory.empty(24);
        for (int i = 0; i < 35; i++) {
            long_.add("i", i + 1, Action.CLICK, i);
        }
        assertThat(long_.changes()).isEqualTo(new HistoryChanges(0, 3, 0, 0));
        long_.saved();

        long_.add("i", 36, Action.CLICK, 36);

        assertThat(long_.changes()).isEqualTo(new HistoryChanges(2, 3, 0, 1));
        long_.saved();
        assertThat(long_.changes()).isEqualTo(new HistoryChanges(3, 3, 1, 1));
    }

    @Test
    void lowerBoundAfterRestoreDropsTheOldest() {
        add("a", 1);
        add("b", 2);
        add("c", 3);

        UserHistory restored = UserHistory.of(2, history.head(), List.of(history.page(0)));

        assertThat(items(restored)).containsExactly("b", "c");
        assertThat(restored.windowStart()).isEqualTo(1);
    }

    @Test
    void lostPageIsAnErrorThatNamesBothEnds() {
        UserHistory long_ = UserHistory.empty(30);
        for (int i = 0; i < 30; i++) {
            long_.add("i", i + 1, Action.CLICK, i);
        }

        assertThatThrownBy(
                        () ->
                                UserHistory.of(
                                        30, long_.head(), List.of(long_.page(0), long_.page(2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The end of the pages (12) of a user history must be 30");
    }

    @Test
    void aCopyGoesOnAloneAndSavesTheSame() {
        add("a", 1);
        add("b", 2);
        UserHistory copy = history.copy();
        copy.add("late", 1, Action.CLICK, 7);

        assertThat(items()).containsExactly("a", "b");
        assertThat(items(copy)).containsExactly("a", "late", "b");
        assertThat(copy.changes()).isEqualTo(history.changes());
        assertThat(history.copy().head()).isEqualTo(history.head());
    }

    private Added add(String itemId, long time) {
        return history.add(itemId, time, Action.CLICK, Ids.eventHash(itemId + "@" + time));
    }

    private List<String> items() {
        return items(history);
    }

    private static List<String> items(UserHistory of) {
        return LongStream.range(of.firstSequence(), of.endSequence()).mapToObj(of::itemId).toList();
    }
}
