package io.riffle.gateway.live;

import io.riffle.gateway.view.Bounded;
import io.riffle.gateway.view.DecayedCounts;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Recommendation;
import io.riffle.schema.actions.ActionRules;
import java.util.function.Predicate;

/**
 * How often the item that a user clicks stood on the slate before, and how often it stood among
 * what two baselines would have shown, which learn from the click only then. Not for two threads.
 */
final class Foresight {

    /** Clicks after which one counts half for popularity. */
    private static final int HALF_LIFE = 2_000;

    private static final int MOST_ITEMS = 10_000;
    private static final int MOST_USERS = 20_000;
    private static final int CUT = 10;

    private final Bounded<String, Audience> users = new Bounded<>(MOST_USERS);
    private final DecayedCounts popularity = new DecayedCounts(HALF_LIFE, MOST_ITEMS);
    private final PairCounts pairs = new PairCounts();
    private final HitRing hits = new HitRing();

    void clicked(ClickEvent click) {
        if (!ActionRules.USUAL.history().contains(click.action())) {
            return;
        }
        Audience user = users.get(click.userId(), Audience::new);
        String item = click.itemId();
        String last = user.last();
        Recommendation before = user.before(click.eventId());
        if (before != null) {
            Predicate<String> fresh = id -> !user.clicked(id);
            hits.add(
                    before.tier(),
                    Audience.holds(before, item, CUT),
                    popularity.top(CUT, fresh).contains(item),
                    last != null && pairs.top(last, CUT, fresh).contains(item));
        }
        popularity.add(item);
        if (last != null && !last.equals(item)) {
            pairs.add(last, item);
        }
        user.click(item);
    }

    void answered(Recommendation slate) {
        users.get(slate.userId(), Audience::new).shown(slate);
    }

    HitRing hits() {
        return hits;
    }

    int users() {
        return users.size();
    }
}
