package io.riffle.lab.lists;

import java.util.Arrays;
import java.util.Comparator;

/** Orders that need no training, of somebody who takes the user for a certain person. */
final class ListOracle {
    private final ListWorld world;
    private final ListPerson person;

    ListOracle(ListWorld world, ListPerson person) {
        this.world = world;
        this.person = person;
    }

    /** The order that takes in each slot the item with the most expected clicks there. */
    int[] greedy(long seconds, int[] candidates) {
        int[] order = candidates.clone();
        for (int t = 0; t < Math.min(world.slots(), order.length); t++) {
            int best = t;
            double most = -1;
            for (int at = t; at < order.length; at++) {
                swap(order, t, at);
                double clicks = world.click(person, seconds, order, t);
                if (clicks > most) {
                    most = clicks;
                    best = at;
                }
                swap(order, t, at);
            }
            swap(order, t, best);
        }
        return order;
    }

    /** The candidates, what the person likes best first, whatever stands beside it. */
    int[] sorted(int[] candidates) {
        return Arrays.stream(candidates)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -world.affinity(person, i)))
                .mapToInt(i -> i)
                .toArray();
    }

    private static void swap(int[] order, int a, int b) {
        int item = order[a];
        order[a] = order[b];
        order[b] = item;
    }
}
