package io.riffle.serving.slate;

import io.riffle.serving.slate.Arrangement.Pin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Items that have their ranks, each item and each rank once: the first pin that names it. */
final class Pins {
    private final Map<Integer, String> byRank = new HashMap<>();

    /**
     * @param size of the slate; ranks beyond it are none
     * @param allowed what may be shown
     */
    Pins(List<Pin> pins, int size, Predicate<String> allowed) {
        for (Pin pin : pins) {
            boolean free = pin.rank() <= size && !byRank.containsKey(pin.rank());
            if (free && !byRank.containsValue(pin.itemId()) && allowed.test(pin.itemId())) {
                byRank.put(pin.rank(), pin.itemId());
            }
        }
    }

    /** The item at a rank; null = any. */
    @Nullable String at(int rank) {
        return byRank.get(rank);
    }

    boolean has(String itemId) {
        return byRank.containsValue(itemId);
    }

    Iterable<String> itemIds() {
        return byRank.values();
    }

    int size() {
        return byRank.size();
    }
}
