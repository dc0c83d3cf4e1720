package io.riffle.lab.lists;

/**
 * Size and habits of a world of lists.
 *
 * @param users people the lists are made for
 * @param items catalogue size
 * @param categories every item has one
 * @param pool items the first stage looks at for each list
 * @param candidates best of the pool: the list
 * @param slots positions shown
 * @param firstStageNoise standard deviation of the first stage's error, in logits
 * @param temperature of the Plackett-Luce display over the first stage's scores; higher is more
 *     random
 * @param historyEvents newest events a list tells of its user
 * @param kind what in an order tires users, and how far down they look
 */
public record ListConfig(
        int users,
        int items,
        int categories,
        int pool,
        int candidates,
        int slots,
        double firstStageNoise,
        double temperature,
        int historyEvents,
        ListKind kind) {

    /** A world of {@link ListKind#CATEGORIES}. */
    public ListConfig(
            int users,
            int items,
            int categories,
            int pool,
            int candidates,
            int slots,
            double firstStageNoise,
            double temperature,
            int historyEvents) {
        this(
                users,
                items,
                categories,
                pool,
                candidates,
                slots,
                firstStageNoise,
                temperature,
                historyEvents,
                ListKind.CATEGORIES);
    }

    /**
     * Checks that counts are positive, and that the slate fits its candidates and those the pool.
     */
    public ListConfig {
        require(users >= 1 && categories >= 1 && historyEvents >= 1, "counts must be positive");
        require(items >= pool, "items (" + items + ") must be at least the pool (" + pool + ")");
        require(
                pool >= candidates && candidates >= slots && slots >= 1,
                "slots ("
                        + slots
                        + "), candidates ("
                        + candidates
                        + ") and pool ("
                        + pool
                        + ") must not fall");
        require(items >= categories, "items (" + items + ") must cover the categories");
        require(firstStageNoise >= 0, "first-stage noise must not be negative");
        require(temperature > 0, "temperature (" + temperature + ") must be above 0");
    }

    /** 600 items, 4,000 users, 20 candidates, 10 slots. */
    public static ListConfig defaults() {
        return new ListConfig(4_000, 600, 12, 60, 20, 10, 1.2, 1.0, 12);
    }

    /** The same world with longer lists. */
    public ListConfig withCandidates(int count) {
        return new ListConfig(
                users,
                items,
                categories,
                Math.max(pool, 2 * count),
                count,
                slots,
                firstStageNoise,
                temperature,
                historyEvents,
                kind);
    }

    /** As many of everything in a world of another kind. */
    public ListConfig withKind(ListKind other) {
        return new ListConfig(
                users,
                items,
                categories,
                pool,
                candidates,
                slots,
                firstStageNoise,
                temperature,
                historyEvents,
                other);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The lists of the simulation: " + rule + ".\nMaybe start from the defaults.");
        }
    }
}
