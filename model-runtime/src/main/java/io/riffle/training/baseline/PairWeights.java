package io.riffle.training.baseline;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Weights from one item to others, and their sum: an open-addressing table of row to weight, or
 * plainly one weight a row once that takes at most twice the room. A baseline spends its time
 * adding these up; over plain rows the processor adds several at once.
 */
final class PairWeights {
    private int @Nullable [] keys = new int[16];
    private float[] weights = new float[16];
    private int size;
    private int largest;
    private double sum;

    /** Adds weight to a row, more than 0. */
    void add(int row, double weight) {
        sum += weight;
        largest = Math.max(largest, row);
        if (keys != null && (size + 1) * 4 > keys.length * 3) {
            grow(keys);
        }
        // First the place: finding it may put another array in place of weights.
        int at = keys == null ? plain(row) : taken(keys, row);
        weights[at] += (float) weight;
    }

    /** Adds factor x weight / sum to the scores of all rows held. */
    void addTo(float[] scores, double factor) {
        float scale = (float) (factor / sum);
        if (keys == null) {
            for (int row = 0; row < Math.min(scores.length, weights.length); row++) {
                scores[row] += scale * weights[row];
            }
            return;
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                scores[keys[i]] += scale * weights[i];
            }
        }
    }

    private int plain(int row) {
        if (row >= weights.length) {
            weights = Arrays.copyOf(weights, row + row / 8 + 1);
        }
        return row;
    }

    private int taken(int[] table, int row) {
        int at = slot(table, row);
        if (table[at] == 0) {
            table[at] = row;
            size++;
        }
        return at;
    }

    private static int slot(int[] table, int row) {
        int mask = table.length - 1;
        int at = ((row * 0x9E3779B9) >>> 8) & mask;
        while (table[at] != 0 && table[at] != row) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow(int[] oldKeys) {
        float[] oldWeights = weights;
        int slots = oldKeys.length * 2;
        // A slot of the table takes 8 bytes, a plain row 4.
        keys = largest < 4L * slots ? null : new int[slots];
        weights = new float[keys == null ? largest + 1 : slots];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int at = keys == null ? oldKeys[i] : slot(keys, oldKeys[i]);
                if (keys != null) {
                    keys[at] = oldKeys[i];
                }
                weights[at] = oldWeights[i];
            }
        }
    }
}
