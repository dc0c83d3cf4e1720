package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.riffle.model.engine.NamedTensors;
import io.riffle.model.engine.RootMeanSquare;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One FuXi-β layer: project, mix, gate, feed forward.
 *
 * <p><b>Shapes:</b> B users · N positions · D model width · M mixing width. <b>Source:</b> FuXi-β,
 * arXiv 2508.10615.
 */
final class FuxiBlock {
    private final int layer;
    private final long mixWidth;
    private final NDArray gateAndValue; // [D, 3M]
    private final RootMeanSquare rms;
    private final RelativeBias bias;
    private final TokenMixer mixer;
    private final MultiStageFfn ffn;

    FuxiBlock(FuxiConfig config, Map<String, NDArray> parameters, int layer, RootMeanSquare rms) {
        String prefix = "layers." + layer + ".";
        this.layer = layer;
        this.mixWidth = config.mixWidth();
        this.gateAndValue = NamedTensors.get(parameters, prefix + "uv");
        this.rms = rms;
        this.bias = new RelativeBias(config, parameters, prefix);
        this.mixer = new TokenMixer(config);
        this.ffn = new MultiStageFfn(rms, parameters, prefix);
    }

    /**
     * Full pass over whole histories, [N, B, D].
     *
     * @param x_NBD layer input, position first
     * @param distances_BNN shared time distances
     * @param causal_NN 1 where j ≤ i
     * @param settling where values are kept; null when nobody wants them
     */
    NDArray encode(
            NDArray x_NBD,
            NDArray distances_BNN,
            NDArray causal_NN,
            float dropout,
            @Nullable ValuePlaces settling) {
        NDArray normal = rms.normalise(x_NBD);
        NDArray value = value(normal);
        if (settling != null) {
            settling.keep(layer, value.reshape(-1, mixWidth));
        }
        NDArray p = mixer.byPosition(value, positionMap(causal_NN));
        NDArray kernel = bias.timeKernel(distances_BNN, causal_NN);
        NDArray q = mixer.byTime(value, kernel, bias.timeScale());
        return finish(x_NBD, gate(normal), mixer.interleave(p, q), dropout);
    }

    /**
     * New rows on top of settled positions, [B·R, D].
     *
     * <p>Values of settled rows are written before the read, so that they are among what is read.
     *
     * @param x_RD layer input of the rows, users one after the other
     * @param weights_R2C position and time weights against the own event, then positions
     */
    NDArray extend(NDArray x_RD, NDArray weights_R2C, ValuePlaces settling, LayerPages pages) {
        long rows = x_RD.getShape().get(0);
        long columns = weights_R2C.getShape().get(2);
        NDArray both = MultiStageFfn.silu(rms.normalise(x_RD).matMul(gateAndValue));
        NDArray value = both.get(new NDIndex().addAllDim().addSliceDim(2 * mixWidth, 3 * mixWidth));
        settling.keep(layer, value);
        NDArray own = weights_R2C.get(new NDIndex().addAllDim(2).addSliceDim(0, 1));
        NDArray others_BRP =
                weights_R2C
                        .get(new NDIndex().addAllDim(2).addSliceDim(1, columns))
                        .reshape(pages.users(), -1, columns - 1);
        NDArray mixed_R2M =
                others_BRP
                        .batchMatMul(pages.read(layer))
                        .reshape(rows, 2, mixWidth)
                        .add(own.mul(value.reshape(rows, 1, mixWidth)));
        NDArray gate = both.get(new NDIndex().addAllDim().addSliceDim(0, 2 * mixWidth));
        return finish(x_RD, gate, mixer.interleave(mixed_R2M), 0);
    }

    /**
     * u, [..., 2M], from the normalised input. Sliced before the product: the halves stay dense.
     */
    NDArray gate(NDArray normal) {
        return project(normal, 0, 2 * mixWidth);
    }

    /** v, [..., M], from the normalised input. */
    NDArray value(NDArray normal) {
        return project(normal, 2 * mixWidth, 3 * mixWidth);
    }

    /** A gated, mixed row through the feed-forward network, [..., D]. */
    NDArray finish(NDArray x, NDArray gate, NDArray mixed, float dropout) {
        return ffn.forward(gate.mul(rms.normalise(mixed)), x, dropout);
    }

    RootMeanSquare rms() {
        return rms;
    }

    RelativeBias bias() {
        return bias;
    }

    TokenMixer mixer() {
        return mixer;
    }

    private NDArray positionMap(NDArray causal_NN) {
        return bias.positionMap(causal_NN.getManager(), (int) causal_NN.getShape().get(0));
    }

    private NDArray project(NDArray normal, long from, long to) {
        NDArray weight =
                gateAndValue.get(
                        normal.getManager(), new NDIndex().addAllDim().addSliceDim(from, to));
        return MultiStageFfn.silu(normal.matMul(weight));
    }
}
