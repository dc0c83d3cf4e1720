package io.riffle.training.pretraining;

import java.util.Map;

/**
 * What an epoch did: one point of the learning curve.
 *
 * @param phase {@code select} or {@code final}
 * @param epoch from 1
 * @param loss mean over its positions
 * @param positions that learned
 * @param padding share of the computed positions that are padding
 * @param cpuSeconds of this process, evaluation left out
 * @param wallSeconds likewise
 * @param quality on the validation event, by name; empty when the epoch was not evaluated
 */
public record EpochReport(
        String phase,
        int epoch,
        double loss,
        long positions,
        double padding,
        double cpuSeconds,
        double wallSeconds,
        Map<String, Double> quality) {}
