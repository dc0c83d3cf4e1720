package io.riffle.training.distillation;

import ai.djl.ndarray.NDArray;
import io.riffle.model.psad.PairTerms;
import io.riffle.model.psad.PlacedBefore;
import io.riffle.model.psad.PsadEncoder;
import org.jspecify.annotations.Nullable;

/**
 * The student's scores together with what is placed before a candidate: where it was shown, and in
 * the slots of a slate that is given.
 *
 * <p><b>Shapes.</b> B lists, K candidates, S slots.
 */
final class StudentInContext {
    private final RerankNetwork network;
    private final NDArray scores_BK;
    private @Nullable NDArray coefficients_BR;
    private @Nullable NDArray shared_BPKK;
    private float[] cosines = new float[0];

    StudentInContext(RerankNetwork network, PsadEncoder.Encoded encoded, NDArray scores_BK) {
        this.network = network;
        this.scores_BK = scores_BK;
        PairTerms pairs = network.pairs();
        if (pairs != null) {
            coefficients_BR = pairs.coefficients(encoded);
            shared_BPKK = pairs.shared(encoded);
            cosines = pairs.cosines(encoded);
        }
    }

    /** Scores (B, K) of the candidates where they were shown. */
    NDArray shown(ListBatch batch) {
        PairTerms pairs = network.pairs();
        return pairs == null || coefficients_BR == null || shared_BPKK == null
                ? scores_BK
                : scores_BK.add(
                        pairs.whereShown(coefficients_BR, shared_BPKK, cosines, batch.shown()));
    }

    /**
     * Scores (B, S, K) of all candidates in all slots.
     *
     * @param base scores (B, K), perhaps without a gradient to the encoder
     * @param order (B, S) candidate per slot; -1 for none
     */
    NDArray inSlots(NDArray base, int[][] order) {
        NDArray base_B1K = base.expandDims(1);
        PairTerms pairs = network.pairs();
        int candidates = Math.toIntExact(base.getShape().get(1));
        if (pairs == null || coefficients_BR == null || shared_BPKK == null) {
            return base_B1K.repeat(1, order[0].length);
        }
        return base_B1K.add(
                pairs.inSlots(
                        coefficients_BR,
                        shared_BPKK,
                        cosines,
                        PlacedBefore.slots(order, candidates)));
    }
}
