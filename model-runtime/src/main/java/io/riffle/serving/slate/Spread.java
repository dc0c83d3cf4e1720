package io.riffle.serving.slate;

/** Mean and deviation of the scores of a request's candidates. */
final class Spread {

    private Spread() {}

    static double mean(float[] scores, int count) {
        double mean = 0;
        for (int i = 0; i < count; i++) {
            mean += scores[i] / count;
        }
        return mean;
    }

    static double deviation(float[] scores, int count) {
        double mean = mean(scores, count);
        double variance = 0;
        for (int i = 0; i < count; i++) {
            variance += (scores[i] - mean) * (scores[i] - mean) / count;
        }
        return Math.sqrt(variance);
    }
}
