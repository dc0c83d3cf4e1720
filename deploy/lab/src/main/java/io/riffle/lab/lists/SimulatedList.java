package io.riffle.lab.lists;

import io.riffle.training.lists.ListSample;

/**
 * A logged list and, through its world, the truth about it.
 *
 * @param user number of the user
 * @param items numbers of the candidates in first-stage order
 */
public record SimulatedList(ListWorld world, int user, int[] items, ListSample sample) {

    /**
     * Exact expected clicks when the candidates are shown in another order.
     *
     * @param order candidate index of each slot, best first; slots beyond the world's do not count
     */
    public double expectedClicks(int[] order) {
        int[] shown = new int[order.length];
        for (int t = 0; t < shown.length; t++) {
            shown[t] = items[order[t]];
        }
        return world.expectedClicks(user, shown);
    }

    /** Expected clicks of the order a greedy oracle finds. */
    public double oracleClicks() {
        return world.expectedClicks(user, world.greedy(user, items));
    }

    /** Probability of a click on each candidate when it is examined and nothing tires the user. */
    public float[] attractions() {
        float[] attractions = new float[items.length];
        for (int i = 0; i < items.length; i++) {
            attractions[i] = (float) (1 / (1 + Math.exp(-world.affinity(user, items[i]))));
        }
        return attractions;
    }
}
