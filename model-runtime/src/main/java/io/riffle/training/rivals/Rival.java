package io.riffle.training.rivals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.model.candidates.RerankArrays;
import io.riffle.training.distillation.ListBatch;
import java.util.Map;
import java.util.SplittableRandom;

/** A reranker of another paper: what it learns by, and how it orders. */
sealed interface Rival permits Dlcm, PairwisePerceptron, SlateGenerator {
    /** All weights by name. */
    Map<String, NDArray> arrays();

    /** The same model over a copy of its weights. */
    Rival copy(NDManager root);

    /**
     * What is drawn for a step before gradients are collected.
     *
     * @return candidate per slot of each list; empty where nothing is drawn
     */
    int[][] prefix(ListBatch batch, SplittableRandom random, NDManager root);

    /** Loss of a batch, a scalar. */
    NDArray loss(ListBatch batch, int[][] prefix, NDManager scratch);

    /**
     * Scores whose order is its ranking, {@code [list][candidate]}, without those of padding.
     *
     * @param sizes candidates of each list
     */
    float[][] scores(RerankArrays lists, int[] sizes, NDManager scratch);
}
