package io.riffle.training.online;

/**
 * What the reranker's trainer has done so far, for metrics.
 *
 * @param lists lists with a click that came along; learned from once there is a reranker
 * @param steps optimiser steps
 * @param taughtSteps those in which the teacher took part
 * @param loss mean loss of the newest batch; NaN before the first
 * @param heldOut lists of the newest judgement
 * @param trainedUtility clicks that the student was estimated to bring on them, by the examination
 *     of a first slot
 * @param servedUtility the same of what served
 */
public record RerankerProgress(
        long lists,
        long steps,
        long taughtSteps,
        double loss,
        int heldOut,
        double trainedUtility,
        double servedUtility) {}
