package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * AFTM, the attention-free token mixer: two weighted sums over earlier positions, by position and
 * by time, laid side by side per head.
 *
 * <p><b>Shapes:</b> B users · N positions · H heads · V value width of a head · M = H·V.
 * <b>Source:</b> FuXi-β, arXiv 2508.10615, p, q and m.
 */
final class TokenMixer {
    private final int heads;
    private final int valueWidth;

    TokenMixer(FuxiConfig config) {
        this.heads = config.heads();
        this.valueWidth = config.valueWidth();
    }

    /**
     * p: one product for the whole bundle, since all users share the position map.
     *
     * @param value_NBM position first, so that the bundle is one matrix [N, B·M]
     */
    NDArray byPosition(NDArray value_NBM, NDArray map_NN) {
        Shape shape = value_NBM.getShape();
        return map_NN.matMul(value_NBM.reshape(shape.get(0), -1)).reshape(shape);
    }

    /**
     * q, position first.
     *
     * @param scale a of the layer, [1]
     */
    NDArray byTime(NDArray value_NBM, NDArray kernel_BNN, NDArray scale) {
        NDArray value_BNM = value_NBM.transpose(1, 0, 2);
        return kernel_BNN.batchMatMul(value_BNM).mul(scale).transpose(1, 0, 2);
    }

    /** m = [p of head 0 | q of head 0 | p of head 1 | …], [..., 2M]. */
    NDArray interleave(NDArray p, NDArray q) {
        Shape shape = p.getShape();
        long first = shape.get(0);
        long second = shape.get(1);
        NDArray byHead = p.reshape(first, second, heads, valueWidth);
        return byHead.concat(q.reshape(first, second, heads, valueWidth), 3)
                .reshape(first, second, 2L * heads * valueWidth);
    }

    /** m of rows whose p and q lie one beneath the other, [rows, 2, M] to [rows, 2M]. */
    NDArray interleave(NDArray both_R2M) {
        long rows = both_R2M.getShape().get(0);
        long width = 2L * heads * valueWidth;
        if (heads == 1) {
            return both_R2M.reshape(rows, width);
        }
        return both_R2M.reshape(rows, 2, heads, valueWidth)
                .transpose(0, 2, 1, 3)
                .reshape(rows, width);
    }
}
