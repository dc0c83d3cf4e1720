package io.riffle.training.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import io.riffle.model.engine.Scalars;
import org.jspecify.annotations.Nullable;

/**
 * Softmax over item rows that all positions of a batch share, every item row or a drawn part, and
 * the target: weighted mean of {@code log Σ_k exp(y·e_k/τ) - y·e_t/τ}.
 *
 * <p>The logarithm's gradient is formed here, {@code Σ_k p_k e_k/τ} for y and {@code Σ p_k y/τ} for
 * e_k, a block of positions at a time: so that no [P, K] matrix is kept for the backward pass, and
 * each block stays in the processor's cache.
 *
 * <p>Of a target that is not wanted the loss is {@code -log(1 - p_t)}, whose gradient is that of a
 * wanted one times {@code -p_t / (1 - p_t)}.
 *
 * <p><b>Shapes</b>: P positions, K shared item rows, D width. Cosines are at most 1, so {@code
 * exp(cosine/τ - 1/τ)} does not overflow.
 *
 * <p><b>Source</b>: unlikelihood, Welleck et al. 2020.
 */
final class SharedSoftmaxLoss {
    private static final int BLOCK = 256;

    /** What is not wanted and next to certain must not make the gradient endless. */
    private static final float LEAST = 0.1f;

    private final float temperature;

    SharedSoftmaxLoss(float temperature) {
        this.temperature = temperature;
    }

    /**
     * Records the loss.
     *
     * @param rows_PD unit rows that predict
     * @param targets_PD unit item rows of their targets
     * @param shared_KD unit item rows, no row twice
     * @param absent_P1 1 where the target is not among the shared rows, else 0
     * @param divisors_P1 the sum of all weights over each position's own
     * @param unwanted_P1 1 where the target is not wanted, else 0; null when all are
     */
    Loss of(
            NDArray rows_PD,
            NDArray targets_PD,
            NDArray shared_KD,
            NDArray absent_P1,
            NDArray divisors_P1,
            @Nullable NDArray unwanted_P1) {
        long count = rows_PD.getShape().get(0);
        NDArray positive =
                Scalars.times(rows_PD.mul(targets_PD).sum(new int[] {1}, true), 1 / temperature);
        NDArray own = positive.stopGradient();
        NDArray ownTerm = own.sub(1 / temperature).exp();
        NDArray ownWeight = ownTerm.mul(absent_P1);
        NDArray rows = rows_PD.stopGradient();
        NDArray shared = shared_KD.stopGradient();
        NDArray sharedT = shared.transpose();
        NDArray sharedGradient = shared.zerosLike();
        NDArray scales = divisors_P1.mul(temperature);
        NDList rowGradients = new NDList();
        NDList sums = new NDList();
        for (long from = 0; from < count; from += BLOCK) {
            NDIndex range = new NDIndex().addSliceDim(from, Math.min(count, from + BLOCK));
            NDArray block = rows.get(range);
            NDArray weights = block.div(temperature).matMul(sharedT).subi(1 / temperature).exp();
            NDArray sum = weights.sum(new int[] {1}, true).addi(ownWeight.get(range));
            NDArray divisor = sum.mul(scales.get(range));
            if (unwanted_P1 != null) {
                divisor = divisor.div(signs(ownTerm.get(range), sum, unwanted_P1.get(range)));
            }
            rowGradients.add(weights.matMul(shared).divi(divisor));
            sharedGradient.addi(weights.transpose().matMul(block.div(divisor)));
            sums.add(sum);
            weights.close();
        }
        NDArray partition = NDArrays.concat(sums);
        NDArray missing = ownWeight.div(partition).neg().addi(1).divi(divisors_P1);
        NDArray each = partition.log().addi(1 / temperature).subi(own);
        if (unwanted_P1 != null) {
            missing.muli(signs(ownTerm, partition, unwanted_P1));
            NDArray not = ownTerm.div(partition).neg().addi(1).maximum(LEAST).log().neg();
            each = each.mul(unwanted_P1.neg().add(1)).add(not.mul(unwanted_P1));
        }
        NDArray objective =
                rows_PD.mul(NDArrays.concat(rowGradients))
                        .sum()
                        .add(shared_KD.mul(sharedGradient).sum())
                        .sub(positive.mul(missing).sum());
        NDArray value = each.divi(divisors_P1).sum();
        return new Loss(value, objective);
    }

    /** By what the gradient of a wanted target is multiplied: 1, or -p/(1 - p). */
    private static NDArray signs(NDArray ownTerm_P1, NDArray partition_P1, NDArray unwanted_P1) {
        NDArray chance = ownTerm_P1.div(partition_P1);
        NDArray odds = chance.div(chance.neg().add(1).maximum(LEAST));
        return unwanted_P1.neg().add(1).sub(odds.mul(unwanted_P1));
    }
}
