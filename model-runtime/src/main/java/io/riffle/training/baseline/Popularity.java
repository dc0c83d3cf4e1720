package io.riffle.training.baseline;

import java.util.Arrays;

/** Scores an item by how often it was taken, whoever asks; what is long ago may count less. */
public final class Popularity implements Baseline {
    /** Counts are scaled back before they reach this: weights of newer events grow instead. */
    private static final double LARGEST = 1e20;

    private final double growth;
    private double[] counts = new double[256];
    private double next = 1;

    /** One for which all events count alike. */
    public Popularity() {
        this.growth = 1;
    }

    /**
     * One that forgets.
     *
     * @param halfLife events after which an event counts half
     */
    public Popularity(int halfLife) {
        this.growth = Math.pow(2, 1.0 / halfLife);
    }

    @Override
    public void learn(int[] rows, int begin, int end) {
        int row = rows[end - 1];
        if (row >= counts.length) {
            counts = Arrays.copyOf(counts, row * 2);
        }
        counts[row] += next;
        next *= growth;
        if (next > LARGEST) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] /= next;
            }
            next = 1;
        }
    }

    @Override
    public void score(int[] rows, int begin, int end, float[] scores) {
        for (int row = 0; row < scores.length; row++) {
            scores[row] = row < counts.length ? (float) counts[row] : 0;
        }
    }

    int count(int row) {
        return row < counts.length ? (int) counts[row] : 0;
    }
}
