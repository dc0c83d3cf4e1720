package io.riffle.model.psad;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.riffle.model.engine.Scalars;
import org.jspecify.annotations.Nullable;

/**
 * Scaled dot-product attention with an additive bias.
 *
 * <p><b>Shapes.</b> B lists, T rows that look, M rows looked at, D width, H heads, V head width.
 *
 * <p>DJL's own block takes no bias, hence this one.
 */
final class MultiHeadAttention {
    private final int heads;

    MultiHeadAttention(int heads) {
        this.heads = heads;
    }

    /**
     * Every row looks at every row of the same list.
     *
     * @param qkv_BT3D queries, keys and values side by side
     */
    NDArray self(NDArray qkv_BT3D, @Nullable NDArray bias) {
        long width = qkv_BT3D.getShape().get(2) / 3;
        NDList parts = qkv_BT3D.split(new long[] {width, 2 * width}, 2);
        return attend(heads(parts.get(0)), heads(parts.get(1)), heads(parts.get(2)), bias);
    }

    /** (B, T, D) to (B, H, T, V). */
    NDArray heads(NDArray x_BTD) {
        long b = x_BTD.getShape().get(0);
        long t = x_BTD.getShape().get(1);
        long d = x_BTD.getShape().get(2);
        return x_BTD.reshape(b, t, heads, d / heads).transpose(0, 2, 1, 3);
    }

    NDArray attend(
            NDArray query_BHTV, NDArray key_BHMV, NDArray value_BHMV, @Nullable NDArray bias) {
        long b = query_BHTV.getShape().get(0);
        long t = query_BHTV.getShape().get(2);
        long v = query_BHTV.getShape().get(3);
        NDArray scores_BHTM =
                Scalars.times(query_BHTV, 1 / Math.sqrt((double) v))
                        .matMul(key_BHMV.transpose(0, 1, 3, 2));
        if (bias != null) {
            scores_BHTM = scores_BHTM.addi(bias);
        }
        return scores_BHTM
                .softmax(-1)
                .matMul(value_BHMV)
                .transpose(0, 2, 1, 3)
                .reshape(b, t, heads * v);
    }
}
