package io.riffle.artifact.store;

import java.time.Duration;

/**
 * What a store keeps beside what is referenced.
 *
 * @param keepLast newest complete versions of each model
 * @param crashedAfter age of a claim without a manifest from which its writer is taken for dead
 * @param most versions that one run deletes, the oldest first
 */
public record Retention(int keepLast, Duration crashedAfter, int most) {
    /** Twenty versions; a day; everything at once. */
    public static final Retention DEFAULT =
            new Retention(20, Duration.ofDays(1), Integer.MAX_VALUE);

    public Retention {
        require(
                "number of kept versions",
                keepLast,
                keepLast >= 2,
                "be 2 or more: one to go back to");
        require(
                "age of crashed claims",
                crashedAfter,
                !crashedAfter.isNegative(),
                "not be negative");
        require("most deletions", most, most >= 1, "be 1 or more");
    }

    public Retention keeping(int versions) {
        return new Retention(versions, crashedAfter, most);
    }

    public Retention atMost(int deletions) {
        return new Retention(keepLast, crashedAfter, deletions);
    }

    private static void require(String thing, Object value, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The " + thing + " (" + value + ") of a store's retention must " + rule + ".");
        }
    }
}
