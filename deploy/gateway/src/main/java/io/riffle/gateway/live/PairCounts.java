package io.riffle.gateway.live;

import io.riffle.gateway.view.Bounded;
import io.riffle.gateway.view.DecayedCounts;
import java.util.List;
import java.util.function.Predicate;

/** Which items follow which in the clicks of users: the item-to-item baseline. Bounded. */
final class PairCounts {

    private static final int MOST_ITEMS = 20_000;
    private static final int MOST_FOLLOWERS = 50;

    /** After so many clicks on an item's followers one counts half. */
    private static final int HALF_LIFE = 500;

    private final Bounded<String, DecayedCounts> followers = new Bounded<>(MOST_ITEMS);

    void add(String before, String itemId) {
        followers.get(before, () -> new DecayedCounts(HALF_LIFE, MOST_FOLLOWERS)).add(itemId);
    }

    List<String> top(String before, int size, Predicate<String> wanted) {
        DecayedCounts counts = followers.get(before);
        return counts == null ? List.of() : counts.top(size, wanted);
    }
}
