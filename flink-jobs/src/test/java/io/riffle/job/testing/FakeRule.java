package io.riffle.job.testing;

import io.riffle.job.testing.Oracle.Event;
import io.riffle.schema.history.UserHistory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What {@link FakeModel} answers: a plain function of the window it is shown, so that any
 * difference in items, times, query time or version changes the slate. The oracle asks it here,
 * without a model.
 */
public final class FakeRule {

    private static final int MAX_HISTORY = 4;
    private static final int HOP = 2;

    private FakeRule() {}

    /** The model without a reranker, as the oracle asks it. */
    public static Oracle.Model oracle(long version) {
        return oracle(version, 0);
    }

    /** The model as the oracle asks it. */
    public static Oracle.Model oracle(long version, long rerankerVersion) {
        return new Oracle.Model() {
            @Override
            public long version() {
                return version;
            }

            @Override
            public boolean knows(String itemId) {
                return FakeRule.isKnown(itemId);
            }

            @Override
            public int maxHistory() {
                return MAX_HISTORY;
            }

            @Override
            public int hop() {
                return HOP;
            }

            @Override
            public List<String> slate(
                    List<Event> history, int windowStart, long queryTime, Set<String> excluded) {
                List<Event> window = history.subList(windowStart, history.size());
                return FakeRule.slate(
                        window, queryTime, excluded, version, rerankerVersion, FakeModel.SLATE);
            }
        };
    }

    static boolean isKnown(String itemId) {
        return itemId.startsWith("i");
    }

    /** The slate as the model defines it; empty when it knows nothing in the window. */
    static List<String> slate(
            List<Event> window,
            long queryTime,
            Collection<String> excluded,
            long backboneVersion,
            long rerankerVersion,
            int size) {
        long seed = Objects.hash(queryTime, backboneVersion, rerankerVersion);
        boolean known = false;
        for (Event event : window) {
            if (isKnown(event.itemId())) {
                known = true;
                seed = seed * 31 + Objects.hash(event.itemId(), event.time());
            }
        }
        if (!known) {
            return List.of();
        }
        long base = seed;
        List<String> items = new ArrayList<>();
        for (int i = 0; i < FakeModel.ITEMS; i++) {
            if (!excluded.contains("i" + i)) {
                items.add("i" + i);
            }
        }
        items.sort(
                Comparator.comparingLong(
                        (String item) -> (base ^ item.hashCode()) * 0x9E3779B97F4A7C15L));
        return items.subList(0, Math.min(size, items.size()));
    }

    /** Where the model's window of a history must start now. */
    static long windowStart(UserHistory history) {
        long first = history.firstSequence();
        long start = Math.max(history.windowStart(), first);
        int known = known(history, start);
        if (first > 0 && start == first && history.size() == history.maxEvents() && known > 0) {
            start = after(history, start, Math.max(1, known * HOP / MAX_HISTORY));
        }
        while (known(history, start) > MAX_HISTORY) {
            start = after(history, start, HOP);
        }
        return start;
    }

    private static long after(UserHistory history, long start, int most) {
        int dropped = 0;
        while (dropped < most) {
            dropped += isKnown(history.itemId(start++)) ? 1 : 0;
        }
        return start;
    }

    private static int known(UserHistory history, long start) {
        int known = 0;
        for (long s = start; s < history.endSequence(); s++) {
            known += isKnown(history.itemId(s)) ? 1 : 0;
        }
        return known;
    }
}
