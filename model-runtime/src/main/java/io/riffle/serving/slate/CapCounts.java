package io.riffle.serving.slate;

import io.riffle.serving.slate.Arrangement.Cap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How many items of a slate have each value that is capped.
 *
 * <p><b>State</b>: of one slate.
 */
public final class CapCounts {
    private final List<Cap> caps;
    private final List<Map<String, Integer>> counts = new ArrayList<>();

    /** Of an empty slate. */
    public CapCounts(List<Cap> caps) {
        this.caps = caps;
        caps.forEach(cap -> counts.add(new HashMap<>()));
    }

    /** Whether an item would exceed no cap. */
    public boolean fits(String itemId) {
        for (int i = 0; i < caps.size(); i++) {
            for (String value : caps.get(i).values().apply(itemId)) {
                if (counts.get(i).getOrDefault(value, 0) >= caps.get(i).most()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Counts an item. */
    void place(String itemId) {
        for (int i = 0; i < caps.size(); i++) {
            for (String value : new HashSet<>(caps.get(i).values().apply(itemId))) {
                counts.get(i).merge(value, 1, Integer::sum);
            }
        }
    }

    /**
     * Counts an item where it exceeds no cap.
     *
     * @return whether it was counted
     */
    public boolean take(String itemId) {
        boolean fits = fits(itemId);
        if (fits) {
            place(itemId);
        }
        return fits;
    }
}
