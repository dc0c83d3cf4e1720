package io.riffle.training.rivals;

import java.util.Arrays;

/** Scores of lists of different sizes. */
final class ListScores {
    private ListScores() {}

    /**
     * Cuts padding off.
     *
     * @param flat (lists, longest list)
     */
    static float[][] cut(float[] flat, int[] sizes) {
        int longest = flat.length / sizes.length;
        float[][] scores = new float[sizes.length][];
        for (int b = 0; b < sizes.length; b++) {
            scores[b] = Arrays.copyOfRange(flat, b * longest, b * longest + sizes[b]);
        }
        return scores;
    }
}
