package io.riffle.training;

import java.util.Arrays;

/** Scores an item by how often it was taken, whoever asks. */
public final class Popularity implements Baseline {
    private int[] counts = new int[256];

    @Override
    public void learn(int[] rows, int begin, int end) {
        int row = rows[end - 1];
        if (row >= counts.length) {
            counts = Arrays.copyOf(counts, row * 2);
        }
        counts[row]++;
    }

    @Override
    public void score(int[] rows, int begin, int end, float[] scores) {
        for (int row = 0; row < scores.length; row++) {
            scores[row] = row < counts.length ? counts[row] : 0;
        }
    }

    int count(int row) {
        return row < counts.length ? counts[row] : 0;
    }
}
