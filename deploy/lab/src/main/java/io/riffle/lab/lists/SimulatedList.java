package io.riffle.lab.lists;

import io.riffle.training.lists.ListSample;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A logged list and, through its world, the truth about it.
 *
 * @param user number of the user
 * @param items numbers of the candidates in first-stage order
 */
public record SimulatedList(ListWorld world, int user, int[] items, ListSample sample) {
    /** Name of the greedy order of who knows the truth among the references. */
    public static final String ORACLE = "oracle, greedy";

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
        return worth(shown);
    }

    /**
     * The same list, shown.
     *
     * @param shown candidate of each slot
     * @param propensities of candidates; empty when nothing was drawn
     * @param labels of candidates
     */
    SimulatedList shown(int[] shown, float[] propensities, float[] labels) {
        int[] positions = new int[items.length];
        Arrays.fill(positions, -1);
        for (int t = 0; t < shown.length; t++) {
            positions[shown[t]] = t;
        }
        ListSample as =
                new ListSample(
                        sample.listId(),
                        sample.userId(),
                        sample.seconds(),
                        sample.profile(),
                        sample.history(),
                        sample.historySeconds(),
                        sample.candidates(),
                        sample.scores(),
                        sample.features(),
                        labels,
                        positions,
                        propensities);
        return new SimulatedList(world, user, items, as);
    }

    /** Expected clicks of the order a greedy oracle finds. */
    public double oracleClicks() {
        return worth(new ListOracle(world, world.person(user)).greedy(sample.seconds(), items));
    }

    /**
     * Expected clicks of orders that need no training, by name: of somebody who knows the truth,
     * greedy from slot to slot, and sorted by taste alone; and of somebody who knows the items and
     * the rules, but of the user only what the profile tells.
     */
    public Map<String, Double> references() {
        ListOracle told = new ListOracle(world, world.told(user));
        Map<String, Double> references = new LinkedHashMap<>();
        references.put(ORACLE, oracleClicks());
        references.put(
                "true taste, sorted",
                worth(new ListOracle(world, world.person(user)).sorted(items)));
        references.put("group's taste, sorted", worth(told.sorted(items)));
        references.put(
                "group's taste and fatigue, greedy", worth(told.greedy(sample.seconds(), items)));
        return references;
    }

    /** Probability of a click on each candidate when it is examined and nothing tires the user. */
    public float[] attractions() {
        float[] attractions = new float[items.length];
        for (int i = 0; i < items.length; i++) {
            double logit = world.affinity(world.person(user), items[i]);
            attractions[i] = (float) (1 / (1 + Math.exp(-logit)));
        }
        return attractions;
    }

    private double worth(int[] shown) {
        return world.expectedClicks(world.person(user), sample.seconds(), shown);
    }
}
