package io.riffle.training.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.riffle.model.engine.Scalars;
import org.jspecify.annotations.Nullable;

/**
 * Softmax over the target and R drawn item rows: weighted mean of {@code -log softmax([l⁺,
 * l⁻_1..R])_0}, logits cosine/τ; a drawn row that is the target has logit -5e4.
 *
 * <p><b>Shapes</b>: P positions, R rows drawn, D width. <b>Source</b>: fuxi-beta §3.
 */
final class SampledSoftmaxLoss {
    private static final float NEVER = -5e4f;

    /** Keeps the logarithm of what is next to nothing finite. */
    private static final float SMALLEST = 1e-6f;

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
     * @param divisors_P1 the sum of all weights over each position's own
     * @param unwanted_P1 1 where the target is not wanted, whose loss is {@code -log(1 - p)}, else
     *     0; null when all are
     */
    Loss of(
            NDArray rows_PD,
            NDArray items_ID,
            NDArray targets_P,
            NDArray negatives,
            NDArray divisors_P1,
            @Nullable NDArray unwanted_P1) {
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
        NDArray likely = logits.logSoftmax(1).get(":, 0:1");
        NDArray each = likely.neg();
        if (unwanted_P1 != null) {
            NDArray not = likely.exp().neg().add(1 + SMALLEST).log().neg();
            each = each.mul(unwanted_P1.neg().add(1)).add(not.mul(unwanted_P1));
        }
        NDArray value = each.div(divisors_P1).sum();
        return new Loss(value, value);
    }
}
