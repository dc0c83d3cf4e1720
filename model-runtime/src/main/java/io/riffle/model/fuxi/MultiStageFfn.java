package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import io.riffle.model.engine.NamedTensors;
import io.riffle.model.engine.RootMeanSquare;
import java.util.Map;

/**
 * MFFN, the multi-stage feed-forward network: a projection with residual, then SwiGLU with
 * residual.
 *
 * <p><b>Shapes:</b> D model width · M mixing width · F hidden width. <b>Source:</b> FuXi-β, arXiv
 * 2508.10615, MFFN.
 */
final class MultiStageFfn {
    private final RootMeanSquare rms;
    private final NDArray weight0; // [D, 2M]
    private final NDArray bias0; // [D]
    private final NDArray weight1; // [F, D]
    private final NDArray weight2; // [D, F]
    private final NDArray weight3; // [F, D]

    MultiStageFfn(RootMeanSquare rms, Map<String, NDArray> parameters, String prefix) {
        this.rms = rms;
        this.weight0 = NamedTensors.get(parameters, prefix + "lin0.weight");
        this.bias0 = NamedTensors.get(parameters, prefix + "lin0.bias");
        this.weight1 = NamedTensors.get(parameters, prefix + "lin1.weight");
        this.weight2 = NamedTensors.get(parameters, prefix + "lin2.weight");
        this.weight3 = NamedTensors.get(parameters, prefix + "lin3.weight");
    }

    /**
     * The layer's output, [..., D].
     *
     * @param gated g, [..., 2M]
     * @param x the layer's input, [..., D]
     * @param dropout rate before each stage, 0 outside training
     */
    NDArray forward(NDArray gated, NDArray x, float dropout) {
        NDArray first = linear(drop(gated, dropout), weight0, bias0).add(x);
        NDArray z = drop(rms.normalise(first), dropout);
        NDArray hidden = silu(linear(z, weight1)).mul(linear(z, weight3));
        return linear(hidden, weight2).add(first);
    }

    static NDArray silu(NDArray x) {
        return Activation.sigmoid(x).mul(x);
    }

    static NDArray drop(NDArray x, float rate) {
        return rate > 0 ? Dropout.dropout(x, rate, true).head() : x;
    }

    private static NDArray linear(NDArray x, NDArray weight) {
        return Linear.linear(x, weight).head();
    }

    private static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return Linear.linear(x, weight, bias).head();
    }
}
