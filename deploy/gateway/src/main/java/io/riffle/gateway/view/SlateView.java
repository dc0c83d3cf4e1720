package io.riffle.gateway.view;

import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.RecommendationWire;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest slate of each user and way of asking, and what stood on slates of late. Safe for
 * threads.
 *
 * <p><b>State</b>: slates as bytes, some 400 each, since most are never read.
 */
public final class SlateView {

    /** Slates of ten after which a place on one counts half. */
    private static final int HALF_LIFE = 20_000;

    private static final int MOST_ITEMS = 10_000;
    private static final int DEEPEST_RANK = 10;

    private record Key(String userId, String way) {}

    private final RecommendationWire wire = new RecommendationWire();
    private final Bounded<Key, byte[]> slates;
    private final DecayedCounts popular = new DecayedCounts(HALF_LIFE, MOST_ITEMS);

    /**
     * An empty view.
     *
     * @param most slates
     */
    public SlateView(int most) {
        slates = new Bounded<>(most);
    }

    /**
     * Keeps a slate, unless a newer one is known or any that shows more than nothing.
     *
     * @param way of asking; empty = in no special way
     */
    public synchronized void put(String userId, String way, Recommendation slate) {
        if (userId.isEmpty()) {
            return;
        }
        Recommendation known = newest(userId, way);
        boolean newer = known == null || known.emittedTime() <= slate.emittedTime();
        if (newer && (known == null || known.items().isEmpty() || !slate.items().isEmpty())) {
            slates.put(new Key(userId, way), wire.write(slate, ContentType.PROTOBUF));
        }
    }

    /** The newest slate of a user that was asked for in this way; null when none is known. */
    public synchronized @Nullable Recommendation newest(String userId, String way) {
        byte[] bytes = slates.get(new Key(userId, way));
        return bytes == null ? null : wire.read(bytes, ContentType.PROTOBUF);
    }

    /** Counts what stands on a slate as popular. */
    public synchronized void count(List<RankedItem> items) {
        for (RankedItem item : items.subList(0, Math.min(DEEPEST_RANK, items.size()))) {
            popular.add(item.itemId());
        }
    }

    /** What stood on most slates of late. */
    public synchronized List<String> popular(int size, Predicate<String> wanted) {
        return popular.top(size, wanted);
    }

    /** How many slates are kept. */
    public synchronized int size() {
        return slates.size();
    }
}
