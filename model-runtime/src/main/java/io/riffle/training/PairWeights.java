package io.riffle.training;

/** Weights from one item to others: an open-addressing table of row to weight, and their sum. */
final class PairWeights {
    private int[] keys = new int[16];
    private float[] weights = new float[16];
    private int size;
    private double sum;

    /** Adds weight to a row, more than 0. */
    void add(int row, double weight) {
        sum += weight;
        int at = slot(keys, row);
        if (keys[at] == 0) {
            if (++size * 4 > keys.length * 3) {
                grow();
                at = slot(keys, row);
            }
            keys[at] = row;
        }
        weights[at] += (float) weight;
    }

    /** Adds factor x weight / sum to the scores of all rows held. */
    void addTo(float[] scores, double factor) {
        float scale = (float) (factor / sum);
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                scores[keys[i]] += scale * weights[i];
            }
        }
    }

    private static int slot(int[] keys, int row) {
        int mask = keys.length - 1;
        int at = ((row * 0x9E3779B9) >>> 8) & mask;
        while (keys[at] != 0 && keys[at] != row) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        int[] oldKeys = keys;
        float[] oldWeights = weights;
        keys = new int[oldKeys.length * 2];
        weights = new float[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int at = slot(keys, oldKeys[i]);
                keys[at] = oldKeys[i];
                weights[at] = oldWeights[i];
            }
        }
    }
}
