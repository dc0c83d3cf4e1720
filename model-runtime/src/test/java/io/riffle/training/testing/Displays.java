package io.riffle.training.testing;

import io.riffle.training.lists.ListSample;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Lists that a Plackett–Luce policy shows to users who examine a slot with a chance of its own and
 * click what they examine with a chance of the item: the position-based model, whole.
 */
public final class Displays {
    private Displays() {}

    /**
     * Shows one list.
     *
     * @param weights of the policy, by candidate
     * @param scores of the first stage, by candidate; empty for none
     * @param relevance chance of a click on an examined item, by candidate
     * @param examined by slot
     */
    public static ListSample show(
            String id,
            double[] weights,
            float[] scores,
            double[] relevance,
            double[] examined,
            SplittableRandom random) {
        int size = weights.length;
        String[] candidates = new String[size];
        Arrays.setAll(candidates, i -> "i" + i);
        int[] positions = new int[size];
        Arrays.fill(positions, -1);
        float[] propensities = new float[size];
        float[] labels = new float[size];
        for (int t = 0; t < examined.length; t++) {
            double left = 0;
            for (int i = 0; i < size; i++) {
                left += positions[i] < 0 ? weights[i] : 0;
            }
            double place = random.nextDouble() * left;
            int chosen = -1;
            for (int i = 0; i < size && (chosen < 0 || place >= 0); i++) {
                if (positions[i] < 0) {
                    chosen = i;
                    place -= weights[i];
                }
            }
            positions[chosen] = t;
            propensities[chosen] = (float) (weights[chosen] / left);
            labels[chosen] = random.nextDouble() < examined[t] * relevance[chosen] ? 1 : 0;
        }
        return new ListSample(
                id,
                "u",
                1_000_000,
                Map.of(),
                new String[0],
                new long[0],
                candidates,
                scores,
                new float[0][],
                labels,
                positions,
                propensities);
    }

    /** Expected clicks of an order. */
    public static double expected(int[] order, double[] relevance, double[] examined) {
        double sum = 0;
        for (int t = 0; t < Math.min(order.length, examined.length); t++) {
            sum += examined[t] * relevance[order[t]];
        }
        return sum;
    }

    /** The same list with other labels. */
    public static ListSample labelled(ListSample list, float[] labels) {
        return new ListSample(
                list.listId(),
                list.userId(),
                list.seconds(),
                list.profile(),
                list.history(),
                list.historySeconds(),
                list.candidates(),
                list.scores(),
                list.features(),
                labels,
                list.positions(),
                list.propensities());
    }
}
