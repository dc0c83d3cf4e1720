package io.riffle.job.items;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.items.PopularByContext.Context;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongToIntFunction;
import org.junit.jupiter.api.Test;

/**
 * What the hour of the day brings, on streams of clicks by users of whom nothing else is known: the
 * share of clicks on what was among the ten shown before. Twenty days of 1,000 clicks.
 */
class PopularByHourTest {

    private static final int ITEMS = 500;
    private static final int DAYS = 20;
    private static final int CLICKS = 1_000;
    private static final int HOURS = 24;

    @Test
    void whereTasteDependsOnTheHourItIsFollowed() {
        double without = hits(false, hour -> (int) (hour % HOURS / 6) * 120);
        double with = hits(true, hour -> (int) (hour % HOURS / 6) * 120);

        assertThat(with).isGreaterThan(without + .02);
    }

    @Test
    void whereItDoesNotTheHourDoesNoHarm() {
        assertThat(hits(true, hour -> 0)).isGreaterThan(hits(false, hour -> 0) - .005);
    }

    /** The list of an hour is a day old when it is asked again. */
    @Test
    void whereEachDayHasItsOwnItemsTheHourDoesNoHarm() {
        LongToIntFunction daily = hour -> (int) (hour / HOURS) * 120;

        assertThat(hits(true, daily)).isGreaterThan(hits(false, daily) - .005);
    }

    /**
     * @param shift of an hour, counted from the first: three quarters of its clicks are on items
     *     that stand so far from those of the others
     */
    private static double hits(boolean hourly, LongToIntFunction shift) {
        SplittableRandom random = new SplittableRandom(7);
        PopularByContext popular =
                new PopularByContext(1_000, 50_000, hourly ? List.of("hour") : List.of());
        int hits = 0;
        for (int click = 0; click < DAYS * CLICKS; click++) {
            long hour = (long) click * HOURS / CLICKS;
            List<Context> known =
                    hourly ? List.of(new Context("hour", Long.toString(hour % HOURS))) : List.of();
            // Half of all clicks are on eight of the items.
            int rank = (int) (ITEMS * Math.pow(random.nextDouble(), 6));
            int from = random.nextInt(4) == 0 ? 0 : shift.applyAsInt(hour);
            String itemId = "i" + (rank + from) % ITEMS;
            hits += popular.top(10, item -> false, known).contains(itemId) ? 1 : 0;
            popular.add(itemId, known);
        }
        return (double) hits / (DAYS * CLICKS);
    }
}
