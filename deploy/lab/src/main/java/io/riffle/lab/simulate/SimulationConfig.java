package io.riffle.lab.simulate;

import java.time.Duration;

/**
 * Size and habits of a simulated world.
 *
 * @param users people who may click
 * @param items items that exist when the stream starts
 * @param newItems items that appear later, one every {@code newItemEvery} of event time
 * @param halfLife age at which an item is clicked half as often as when it appeared, as news are; 0
 *     = items do not age
 * @param categories every item has one
 * @param startTime event time of the start, epoch ms
 * @param clicksPerSession mean of a geometric number
 * @param clickGap median time between two clicks of a session
 * @param sessionGap median time between two sessions of a user of mean pace
 * @param follow share of the clicks inside a session that follow the last item
 * @param explore share of all clicks that follow nothing but popularity
 * @param drift how much of a taste is new in each session, 0 (fixed) to 1 (forgotten at once)
 * @param memory clicks of a user whose items the user does not click again
 * @param slateInfluence share of the clicks that are taken from the slate shown, when one was shown
 */
public record SimulationConfig(
        int users,
        int items,
        int newItems,
        Duration newItemEvery,
        Duration halfLife,
        int categories,
        long startTime,
        double clicksPerSession,
        Duration clickGap,
        Duration sessionGap,
        double follow,
        double explore,
        double drift,
        int memory,
        double slateInfluence) {

    /** Checks the numbers. */
    public SimulationConfig {
        atLeast("users", users, 1);
        atLeast("categories", categories, 1);
        atLeast("memory", memory, 1);
        atLeast("new items", newItems, 0);
        atLeast("start time", startTime, 1);
        // A user who has seen everything but could not click would never find an unseen item.
        atLeast("items", items, Math.max(categories, 2 * memory));
        atLeast("new item interval", newItemEvery.toMillis(), 1);
        if (!halfLife.isZero()) {
            // What appears last is wanted 2^1000 times as much as what was there first.
            long all = newItems * newItemEvery.toMillis();
            atLeast("half-life of items in ms", halfLife.toMillis(), Math.max(1, all / 1_000));
        }
        atLeast("click gap", clickGap.toMillis(), 1);
        atLeast("session gap", sessionGap.toMillis(), 1);
        if (!(clicksPerSession >= 1)) {
            throw new IllegalArgumentException(
                    "The mean number of clicks per session ("
                            + clicksPerSession
                            + ") of the simulation must be at least 1.\n"
                            + "Maybe the gap was meant.");
        }
        share("follow", follow);
        share("explore", explore);
        share("follow plus explore", follow + explore);
        share("drift", drift);
        share("slate influence", slateInfluence);
        if (explore == 0) {
            throw new IllegalArgumentException(
                    "The explore share (0.0) of the simulation must be above 0.\n"
                            + "Maybe take 0.01: without it a user can run out of unseen items.");
        }
    }

    /** A world in which about two thousand users are in a session at any time. */
    public static SimulationConfig defaults() {
        return new SimulationConfig(
                40_000,
                2_000,
                1_000,
                Duration.ofMinutes(3),
                Duration.ZERO,
                20,
                1_767_225_600_000L, // 2026-01-01
                20,
                Duration.ofSeconds(40),
                Duration.ofHours(4),
                0.5,
                0.1,
                0.15,
                100,
                0);
    }

    /** The same world with another number of users. */
    public SimulationConfig withUsers(int count) {
        return with(count, items, newItems, halfLife, slateInfluence);
    }

    /** The same world with {@code count} items at the start and {@code later} to come. */
    public SimulationConfig withItems(int count, int later) {
        return with(users, count, later, halfLife, slateInfluence);
    }

    /** The same world whose items age. */
    public SimulationConfig withHalfLife(Duration age) {
        return with(users, items, newItems, age, slateInfluence);
    }

    /** The same world in which another share of the clicks is taken from the slate shown. */
    public SimulationConfig withSlateInfluence(double share) {
        return with(users, items, newItems, halfLife, share);
    }

    private SimulationConfig with(
            int people, int first, int later, Duration age, double influence) {
        return new SimulationConfig(
                people,
                first,
                later,
                newItemEvery,
                age,
                categories,
                startTime,
                clicksPerSession,
                clickGap,
                sessionGap,
                follow,
                explore,
                drift,
                memory,
                influence);
    }

    int allItems() {
        return items + newItems;
    }

    private static void atLeast(String thing, long value, long minimum) {
        if (value < minimum) {
            throw new IllegalArgumentException(
                    "The "
                            + thing
                            + " ("
                            + value
                            + ") of the simulation must be at least "
                            + minimum
                            + ".\nMaybe start from the defaults.");
        }
    }

    private static void share(String thing, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "The "
                            + thing
                            + " share ("
                            + value
                            + ") of the simulation must be between 0 and 1.\n"
                            + "Maybe it was written in percent.");
        }
    }
}
