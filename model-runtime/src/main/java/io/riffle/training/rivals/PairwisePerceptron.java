package io.riffle.training.rivals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.candidates.RerankArrays;
import io.riffle.model.engine.Scalars;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.distillation.ListBatch;
import io.riffle.training.distillation.RerankNetwork;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The perceptron of the comparison with the pairwise logistic loss, {@code Σ_i Σ_j 1[y_i > y_j]
 * log(1 + exp(s_j - s_i))}, mean over pairs: one of the losses that RankT5 compares. The perceptron
 * of the usual table has its listwise softmax, which the paper prefers.
 *
 * <p>The scorer is ours, not a language model: what is compared is the loss.
 *
 * <p><b>Shapes.</b> B lists, K candidates.
 *
 * <p><b>Source.</b> Zhuang et al., RankT5, SIGIR 2023 (arXiv 2210.10634), §4.2; the loss is
 * RankNet's (Burges et al. 2005).
 */
final class PairwisePerceptron implements Rival {
    private final RerankNetwork network;

    private PairwisePerceptron(RerankNetwork network) {
        this.network = network;
    }

    /** Freshly drawn weights, the same for the same seed. */
    static PairwisePerceptron fresh(
            PsadConfig config, int itemRows, float[] backboneRows, NDManager root, long seed) {
        return new PairwisePerceptron(
                RerankNetwork.fresh(config.pointwise(), itemRows, false, backboneRows, root, seed));
    }

    @Override
    public Map<String, NDArray> arrays() {
        return network.weights().arrays();
    }

    @Override
    public PairwisePerceptron copy(NDManager root) {
        return new PairwisePerceptron(network.copy(root));
    }

    @Override
    public int[][] prefix(ListBatch batch, SplittableRandom random, NDManager root) {
        return new int[0][];
    }

    @Override
    public NDArray loss(ListBatch batch, int[][] prefix, NDManager scratch) {
        NDArray scores_BK =
                network.student()
                        .score(network.encoder().encode(batch.inputs().tensors(scratch), 0));
        Shape shape = scores_BK.getShape();
        NDArray labels_BK = scratch.create(batch.labels(), shape);
        NDArray considered_BK = scratch.create(batch.considered(), shape);
        NDArray above_BKK = labels_BK.expandDims(2).sub(labels_BK.expandDims(1));
        NDArray pairs_BKK =
                above_BKK
                        .getNDArrayInternal()
                        .relu()
                        .mul(considered_BK.expandDims(2))
                        .mul(considered_BK.expandDims(1));
        NDArray behind_BKK = scores_BK.expandDims(1).sub(scores_BK.expandDims(2));
        NDArray each_BKK = Scalars.logSigmoid(behind_BKK.neg()).neg(); // log(1 + exp(x))
        double weight = Math.max(1e-9, pairs_BKK.sum().getFloat());
        return Scalars.times(each_BKK.mul(pairs_BKK).sum(), 1 / weight);
    }

    @Override
    public float[][] scores(RerankArrays lists, int[] sizes, NDManager scratch) {
        return network.scores(lists, scratch);
    }
}
