package io.riffle.training.lists;

import java.util.HashMap;
import java.util.Map;

/**
 * Smoothed click rate of each item so far: {@code (clicks + 1) / (shown + 25)}. Scores a list, then
 * learns it: a list never sees its own clicks.
 */
public final class ClickRate {
    private static final double CLICKS_BEFORE = 1;
    private static final double SHOWN_BEFORE = 25;

    private final Map<String, double[]> counts = new HashMap<>(); // clicks, shown

    /** Score per candidate. */
    public float[] score(String[] candidates) {
        float[] scores = new float[candidates.length];
        for (int i = 0; i < scores.length; i++) {
            double[] count = counts.get(candidates[i]);
            double clicks = count == null ? 0 : count[0];
            double shown = count == null ? 0 : count[1];
            scores[i] = (float) ((clicks + CLICKS_BEFORE) / (shown + SHOWN_BEFORE));
        }
        return scores;
    }

    /** Counts a list whose clicks are now known; candidates that were not shown count nothing. */
    public void learn(ListSample sample) {
        for (int i = 0; i < sample.size(); i++) {
            if (sample.shown(i)) {
                double[] count =
                        counts.computeIfAbsent(sample.candidates()[i], id -> new double[2]);
                count[0] += sample.labels()[i] > 0 ? 1 : 0;
                count[1]++;
            }
        }
    }
}
