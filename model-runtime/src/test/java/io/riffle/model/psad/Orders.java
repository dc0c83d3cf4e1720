package io.riffle.model.psad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Slates by counting. */
final class Orders {

    private Orders() {}

    /** All ordered choices of {@code slots} out of {@code candidates}. */
    static List<int[]> of(int candidates, int slots) {
        List<int[]> orders = new ArrayList<>();
        extend(new int[0], candidates, slots, orders);
        return orders;
    }

    private static void extend(int[] prefix, int candidates, int slots, List<int[]> into) {
        if (prefix.length == slots) {
            into.add(prefix);
            return;
        }
        for (int i = 0; i < candidates; i++) {
            int next = i;
            if (Arrays.stream(prefix).noneMatch(placed -> placed == next)) {
                int[] longer = Arrays.copyOf(prefix, prefix.length + 1);
                longer[prefix.length] = i;
                extend(longer, candidates, slots, into);
            }
        }
    }
}
