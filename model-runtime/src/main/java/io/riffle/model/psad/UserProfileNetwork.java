package io.riffle.model.psad;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.candidates.RerankTensors;
import io.riffle.model.engine.Affine;
import io.riffle.model.engine.Scalars;

/**
 * User Profile Network (UPN): the user vector, the personalised gate on the item input, and the
 * user-specific bias of the relative positions.
 *
 * <p><b>Shapes.</b> B lists, K candidates, N history events, X item width, I input width, U user
 * width, H heads, P profile columns.
 *
 * <p><b>Source.</b> PSAD, arXiv 2603.07107; the gate has the form of PEPNet's Gate-NU.
 */
final class UserProfileNetwork {
    private final PsadConfig config;
    private final PsadWeights weights;

    UserProfileNetwork(PsadConfig config, PsadWeights weights) {
        this.config = config;
        this.weights = weights;
    }

    /**
     * The user vector: profile rows and the history, pooled by an attention that sees each event's
     * item and age.
     *
     * @param history_BNX item vectors of the history, zero where padded
     */
    NDArray user(RerankTensors lists, NDArray history_BNX) {
        NDArray key_BNU =
                weights.affine("profile.pool.key")
                        .apply(history_BNX)
                        .add(Affine.linear(lists.historyAge_BN1(), weights.get("profile.pool.age")))
                        .tanh();
        NDArray logits_BN1 =
                Affine.linear(key_BNU, weights.get("profile.pool.query"))
                        .add(lists.historyMask_BN1().sub(1).mul(1e9f));
        NDArray pooled_BX = history_BNX.mul(logits_BN1.softmax(1)).sum(new int[] {1});
        NDList inputs = new NDList(pooled_BX, lists.user_BU());
        if (!config.columns().profile().isEmpty()) {
            NDArray rows_BPW = Affine.rows(lists.profile_BP(), weights.get("profile.rows"));
            inputs.add(rows_BPW.reshape(lists.lists(), -1));
        }
        NDArray hidden =
                weights.affine("profile.hidden")
                        .apply(NDArrays.concat(inputs, 1))
                        .getNDArrayInternal()
                        .relu();
        return weights.affine("profile.user").apply(hidden).tanh();
    }

    /**
     * Gates the item input: each of its columns times a factor in (0, 2) that depends on user and
     * item. The gate's own copy of the input carries no gradient, so that item rows are not bent
     * towards what makes good gates.
     */
    NDArray gate(NDArray input_BKI, NDArray user_BU) {
        if (!config.gate()) {
            return input_BKI;
        }
        NDArray ofUser_B1G = Affine.linear(user_BU, weights.get("profile.gate.user")).expandDims(1);
        NDArray hidden_BKG =
                weights.affine("profile.gate.hidden")
                        .apply(input_BKI.stopGradient())
                        .add(ofUser_B1G)
                        .getNDArrayInternal()
                        .relu();
        NDArray half_BKI =
                weights.affine("profile.gate.out").apply(hidden_BKG).getNDArrayInternal().sigmoid();
        return Scalars.times(input_BKI.mul(half_BKI), 2);
    }

    /**
     * Learned bias of every pair of candidates: one column for each factor of a user's own bias,
     * then the shared one.
     *
     * @param relative (H·K·K) row of each pair in the tables of the bias
     * @return (H·K·K, R + 1), or (H·K·K, 1) when no user has a bias of their own
     */
    NDArray pairBias(NDArray relative) {
        NDArray shared = Affine.rows(relative, weights.get("encoder.position_bias"));
        return config.userBias()
                ? Affine.rows(relative, weights.get("profile.bias.out")).concat(shared, 1)
                : shared;
    }

    /**
     * Bias of the attention between candidates i and j by i - j: shared, plus the user's own of low
     * rank.
     *
     * @return (B, H, K, K), or (1, H, K, K) when it is the same for all users
     */
    NDArray positionBias(NDArray user_BU, NDArray pairBias, int candidates) {
        if (!config.userBias()) {
            return pairBias.reshape(1, config.heads(), candidates, candidates);
        }
        NDArray user_BR = weights.affine("profile.bias.hidden").apply(user_BU).tanh();
        // One product gives both: the shared column has a factor that is always 1.
        NDArray always = user_BR.getManager().ones(new Shape(user_BR.getShape().get(0), 1));
        return Affine.linear(user_BR.concat(always, 1), pairBias)
                .reshape(-1, config.heads(), candidates, candidates);
    }
}
