package io.riffle.cli.lab;

import io.riffle.schema.RankedItem;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prequential hit rate: each click is looked up in the slate its user was given before it, then in
 * what popularity would have shown, and only then counted. Clicks of a user without an earlier
 * slate are not scored. Neither list holds items the user clicked before.
 *
 * <p><b>Units</b>: shares of the scored clicks.
 */
final class HitRate {

    private static final int SIZE = 10;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Audience> users = new HashMap<>();
    private final RunningPopularity popularity = new RunningPopularity();
    private long scored;
    private long hits;
    private long popularityHits;

    /** A user's click and the slate that answered it, in the order of the user's stream. */
    void answered(String userId, String itemId, List<RankedItem> slate) {
        Audience user = users.computeIfAbsent(userId, id -> new Audience());
        int item = number(itemId);
        int[] previous = user.slate;
        if (previous != null) {
            scored++;
            for (int shown : previous) {
                if (shown == item) {
                    hits++;
                    break;
                }
            }
            if (popularity.amongTop(item, SIZE, user.clicked)) {
                popularityHits++;
            }
        }
        popularity.add(item);
        user.clicked.set(item);
        int[] next = new int[Math.min(SIZE, slate.size())];
        for (int i = 0; i < next.length; i++) {
            next[i] = number(slate.get(i).itemId());
        }
        user.slate = next;
    }

    long scored() {
        return scored;
    }

    /** Share of the scored clicks that were on the user's previous slate; 0 when none is scored. */
    double atTen() {
        return scored == 0 ? 0 : (double) hits / scored;
    }

    /** The same of the ten items clicked most so far that the user had not clicked. */
    double popularityAtTen() {
        return scored == 0 ? 0 : (double) popularityHits / scored;
    }

    private int number(String itemId) {
        Integer known = numbers.putIfAbsent(itemId, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    /** What is kept of one user. */
    private static final class Audience {
        private final BitSet clicked = new BitSet();
        private int @Nullable [] slate;
    }
}
