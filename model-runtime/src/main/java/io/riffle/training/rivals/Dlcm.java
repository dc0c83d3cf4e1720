package io.riffle.training.rivals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.candidates.RerankArrays;
import io.riffle.model.candidates.RerankTensors;
import io.riffle.model.engine.Affine;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.distillation.ListBatch;
import io.riffle.training.distillation.RerankNetwork;
import io.riffle.training.distillation.ScoreLoss;
import io.riffle.training.distillation.ScoringLoss;
import io.riffle.training.optimiser.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The deep listwise context model: a GRU reads the list from its end to its top; a candidate's
 * score is its own output against the last state, {@code φ = v·(o_i ⊙ tanh(W s + b))}.
 *
 * <p>As in the paper the loss is a softmax over the list (attention rank), which with clicks for
 * labels is the listwise softmax. Other than there, candidates enter as the reranker's columns
 * through one linear layer, and labels are corrected for positions like everybody's.
 *
 * <p><b>Shapes.</b> B lists, K candidates, D width.
 *
 * <p><b>Source.</b> Ai, Bi, Guo, Croft, Learning a Deep Listwise Context Model for Ranking
 * Refinement, SIGIR 2018 (arXiv 1804.05936), §3.
 */
final class Dlcm implements Rival {
    private final RerankNetwork base;
    private final Map<String, NDArray> own;
    private final ScoringLoss listwise = new ScoringLoss(ScoreLoss.LISTWISE);

    private Dlcm(RerankNetwork base, Map<String, NDArray> own) {
        this.base = base;
        this.own = own;
    }

    /** Freshly drawn weights, the same for the same seed. */
    static Dlcm fresh(
            PsadConfig config, int itemRows, float[] backboneRows, NDManager root, long seed) {
        RerankNetwork base =
                RerankNetwork.fresh(
                        config.pointwise().withFirstStage(false),
                        itemRows,
                        false,
                        backboneRows,
                        root,
                        seed);
        SplittableRandom random = new SplittableRandom(seed ^ 0xD1C3L);
        int width = config.width();
        Map<String, NDArray> own = new LinkedHashMap<>();
        for (String gates : new String[] {"gru.input", "gru.state"}) {
            own.put(gates, drawn(root, random, 3 * width, width));
            own.put(gates + ".bias", root.zeros(new Shape(3L * width)));
        }
        own.put("local", drawn(root, random, width, width));
        own.put("local.bias", root.zeros(new Shape(width)));
        own.put("score", drawn(root, random, 1, width));
        return new Dlcm(base, own);
    }

    @Override
    public Map<String, NDArray> arrays() {
        Map<String, NDArray> all = new LinkedHashMap<>(base.weights().arrays());
        own.forEach((name, array) -> all.put("dlcm." + name, array));
        return all;
    }

    @Override
    public Dlcm copy(NDManager root) {
        Map<String, NDArray> copies = new LinkedHashMap<>();
        own.forEach(
                (name, array) ->
                        copies.put(name, root.create(array.toFloatArray(), array.getShape())));
        return new Dlcm(base.copy(root), copies);
    }

    @Override
    public int[][] prefix(ListBatch batch, SplittableRandom random, NDManager root) {
        return new int[0][];
    }

    @Override
    public NDArray loss(ListBatch batch, int[][] prefix, NDManager scratch) {
        return listwise.of(scores_BK(batch.inputs().tensors(scratch)), batch);
    }

    @Override
    public float[][] scores(RerankArrays lists, int[] sizes, NDManager scratch) {
        return ListScores.cut(scores_BK(lists.tensors(scratch)).toFloatArray(), sizes);
    }

    private NDArray scores_BK(RerankTensors lists) {
        NDArray x_BKD = base.encoder().encode(lists, 0).z_BKD();
        int candidates = lists.candidates();
        NDArray[] outputs = new NDArray[candidates];
        NDArray state_BD = x_BKD.get(":, 0").mul(0);
        for (int i = candidates - 1; i >= 0; i--) { // from the end of the list to its top
            NDArray next_BD = step(x_BKD.get(":, " + i), state_BD);
            if (lists.padded()) {
                NDArray there_B1 = lists.mask_BK().get(":, " + i).expandDims(1);
                next_BD = state_BD.add(next_BD.sub(state_BD).mul(there_B1));
            }
            state_BD = next_BD;
            outputs[i] = state_BD.expandDims(1);
        }
        NDArray context_BD =
                new Affine(weight("local"), weight("local.bias")).apply(state_BD).tanh();
        NDArray outputs_BKD = NDArrays.concat(new NDList(outputs), 1);
        return Affine.linear(outputs_BKD.mul(context_BD.expandDims(1)), weight("score")).squeeze(2);
    }

    /** One step of a gated recurrent unit (Cho et al. 2014). */
    private NDArray step(NDArray x_BD, NDArray state_BD) {
        NDList input =
                new Affine(weight("gru.input"), weight("gru.input.bias")).apply(x_BD).split(3, 1);
        NDList before =
                new Affine(weight("gru.state"), weight("gru.state.bias"))
                        .apply(state_BD)
                        .split(3, 1);
        NDArray reset = input.get(0).add(before.get(0)).getNDArrayInternal().sigmoid();
        NDArray update = input.get(1).add(before.get(1)).getNDArrayInternal().sigmoid();
        NDArray fresh = input.get(2).add(reset.mul(before.get(2))).tanh();
        return fresh.add(update.mul(state_BD.sub(fresh)));
    }

    private NDArray weight(String name) {
        return Tensors.get(own, name);
    }

    private static NDArray drawn(NDManager root, SplittableRandom random, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() / Math.sqrt(columns));
        }
        return root.create(values, new Shape(rows, columns));
    }
}
