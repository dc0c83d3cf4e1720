package io.riffle.training;

/**
 * What the reranker's trainer has done so far, for metrics.
 *
 * @param lists lists with a click that came along; learned from once there is a reranker
 * @param steps optimiser steps
 * @param taughtSteps those in which the teacher took part
 * @param loss mean loss of the newest batch; NaN before the first
 * @param heldOut clicks the quality gate looks back on
 * @param trainedNdcg their NDCG@10 by the student
 * @param servedNdcg their NDCG@10 as served
 */
public record RerankerProgress(
        long lists,
        long steps,
        long taughtSteps,
        double loss,
        int heldOut,
        double trainedNdcg,
        double servedNdcg) {}
