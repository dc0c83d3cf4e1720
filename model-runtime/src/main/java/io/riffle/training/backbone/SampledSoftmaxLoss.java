package io.riffle.training.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.riffle.model.engine.Scalars;

/**
 * Softmax over the target and R drawn item rows: mean of {@code -log softmax([l⁺, l⁻_1..R])_0},
 * logits cosine/τ; a drawn row that is the target has logit -5e4.
 *
 * <p><b>Shapes</b>: P positions, R rows drawn, D width. <b>Source</b>: fuxi-beta §3.
 */
final class SampledSoftmaxLoss {
    private static final float NEVER = -5e4f;

    private final float temperature;

    SampledSoftmaxLoss(float temperature) {
        this.temperature = temperature;
    }

    /**
     * Records the loss.
     *
     * @param rows_PD unit rows that predict
     * @param items_ID unit item rows
     * @param targets_P item rows, int64
     * @param negatives int64, [R] shared by all positions, or [P, R]
     */
    Loss of(NDArray rows_PD, NDArray items_ID, NDArray targets_P, NDArray negatives) {
        NDArray positive = rows_PD.mul(items_ID.get(targets_P)).sum(new int[] {1}, true);
        NDArray drawn = items_ID.get(negatives);
        NDArray negative =
                negatives.getShape().dimension() == 1
                        ? rows_PD.matMul(drawn.transpose())
                        : drawn.matMul(rows_PD.expandDims(2)).squeeze(2);
        NDArray same = negatives.eq(targets_P.expandDims(1)).toType(DataType.FLOAT32, false);
        NDArray scaled = Scalars.times(negative, 1 / temperature);
        NDArray masked = scaled.mul(same.neg().add(1)).add(same.mul(NEVER));
        NDArray logits = Scalars.times(positive, 1 / temperature).concat(masked, 1);
        NDArray value = logits.logSoftmax(1).get(":, 0").mean().neg();
        return new Loss(value, value);
    }
}
