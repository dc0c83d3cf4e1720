package io.riffle.training.pretraining;

/**
 * What a pre-training run does around the epochs.
 *
 * @param select whether the epoch is picked on the second-last event first
 * @param heldOut newest events of each user the published weights never saw
 * @param evaluateEvery epochs between evaluations while selecting
 * @param evaluateShare share of the users evaluated while selecting
 * @param device {@code auto}, {@code cpu} or {@code gpu}
 */
public record PretrainingPlan(
        boolean select, int heldOut, int evaluateEvery, double evaluateShare, String device) {
    /** Without what does not change the curve. */
    String key() {
        String selecting = "evaluateEvery=" + evaluateEvery + " evaluateShare=" + evaluateShare;
        return "select=" + select + " heldOut=" + heldOut + (select ? " " + selecting : "");
    }
}
