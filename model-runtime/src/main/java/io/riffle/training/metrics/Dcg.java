package io.riffle.training.metrics;

import java.util.Arrays;

/**
 * Discounted cumulative gain: what an order is worth when each slot counts less than the one before
 * it.
 */
public final class Dcg {
    private Dcg() {}

    /** NDCG of an order on a list's labels, gain 2^y - 1; negative for a list without positives. */
    public static double ndcg(int[] order, float[] labels, int cut) {
        double[] gains = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            gains[i] = -(Math.pow(2, labels[i]) - 1);
        }
        Arrays.sort(gains);
        double ideal = 0;
        double found = 0;
        for (int t = 0; t < Math.min(cut, labels.length); t++) {
            double discount = discount(t);
            ideal -= gains[t] * discount;
            if (t < order.length) {
                found += (Math.pow(2, labels[order[t]]) - 1) * discount;
            }
        }
        return ideal <= 0 ? -1 : found / ideal;
    }

    /** 1 / log2(slot + 2), for slots from 0. */
    public static double discount(int slot) {
        return Math.log(2) / Math.log(slot + 2.0);
    }
}
