package io.riffle.training.backbone;

import java.util.Arrays;

/**
 * Events of one user, oldest first: position i is event i and shall predict the item of event i+1.
 *
 * @param rows item rows, [n+1]
 * @param seconds times, [n+1]
 * @param learnFrom first position that learns; the ones before it are context
 * @param weights by what the loss of each event as a target is multiplied, [n+1]; below 0: the
 *     event is one that the user does not want, and its chance is lowered as much
 */
public record TrainingSequence(int[] rows, long[] seconds, int learnFrom, float[] weights) {
    /** Checks that rows, times, weights and targets fit each other. */
    public TrainingSequence {
        if (rows.length < 2
                || seconds.length != rows.length
                || weights.length != rows.length
                || learnFrom < 0
                || learnFrom > rows.length - 2) {
            throw new IllegalArgumentException(
                    "The events ("
                            + rows.length
                            + ") of a training sequence must be at least 2, each with a time and a"
                            + " weight, and one position must learn.\nMaybe leave this user out.");
        }
    }

    /** One whose targets all weigh 1. */
    public TrainingSequence(int[] rows, long[] seconds, int learnFrom) {
        this(rows, seconds, learnFrom, ones(rows.length));
    }

    /** Positions, n. */
    public int length() {
        return rows.length - 1;
    }

    /** Positions that learn. */
    public int learning() {
        return length() - learnFrom;
    }

    private static float[] ones(int size) {
        float[] ones = new float[size];
        Arrays.fill(ones, 1);
        return ones;
    }
}
