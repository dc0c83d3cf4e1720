package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.engine.NamedTensors;
import java.util.Map;

/**
 * FRAB, the functional relative attention bias of one layer: how much each earlier position counts,
 * by distance in positions and by distance in time.
 *
 * <p><b>Shapes:</b> B users · N positions. <b>Source:</b> FuXi-β, arXiv 2508.10615, A^pos and A^ts.
 */
final class RelativeBias {
    private final int positions;
    private final TimeFunction function;
    private final NDArray positionBias; // [2 Nmax - 1]
    private final NDArray timeScale; // [1]
    private final NDArray timeDecay; // [1]

    RelativeBias(FuxiConfig config, Map<String, NDArray> parameters, String prefix) {
        this.positions = config.positions();
        this.function = config.timeFunction();
        this.positionBias = NamedTensors.get(parameters, prefix + "position_bias");
        this.timeScale = NamedTensors.get(parameters, prefix + "time_scale");
        this.timeDecay = NamedTensors.get(parameters, prefix + "time_decay");
    }

    /**
     * A^pos_ij = c[Nmax-1-(i-j)] for j ≤ i, else 0, [N, N].
     *
     * <p>With w = [c[Nmax-N..Nmax-1], N zeros], entry (i, j) is w[(N-1+j-i) mod 2N]. Repeating w
     * and cutting it into rows of 2N-1 shifts it by one a row, so no index tensor is needed, and
     * the gradient is a plain sum.
     */
    NDArray positionMap(NDManager scratch, int count) {
        long n = count;
        NDArray used =
                positionBias.get(scratch, new NDIndex().addSliceDim(positions - n, positions));
        NDArray period = NDArrays.concat(new NDList(used, scratch.zeros(new Shape(n))));
        return period.reshape(1, 2 * n)
                .broadcast(new Shape(n, 2 * n))
                .reshape(2 * n * n)
                .get(new NDIndex().addSliceDim(0, n * (2 * n - 1)))
                .reshape(n, 2 * n - 1)
                .get(new NDIndex().addAllDim().addSliceDim(n - 1, 2 * n - 1));
    }

    /**
     * A^ts without its scale a, [B, N, N].
     *
     * @param distances what the time function made of the time differences, [B, N, N]
     * @param causal 1 where j ≤ i, else 0, [N, N]
     */
    NDArray timeKernel(NDArray distances, NDArray causal) {
        return function.kernel(distances, rate(distances.getManager())).mul(causal);
    }

    /** a, [1]. */
    NDArray timeScale() {
        return timeScale;
    }

    /** a, [1], owned by {@code scratch}. */
    NDArray timeScale(NDManager scratch) {
        return timeScale.get(scratch, new NDIndex().addAllDim());
    }

    /** Slope of the time kernel, [1], owned by {@code scratch}. */
    NDArray rate(NDManager scratch) {
        NDArray decay = timeDecay.get(scratch, new NDIndex().addAllDim());
        return function.rate(decay);
    }

    /** 1 where j ≤ i, else 0, [N, N]. */
    static NDArray causal(NDManager scratch, int count) {
        NDArray index = scratch.arange(count);
        return index.reshape(count, 1).gte(index.reshape(1, count)).toType(DataType.FLOAT32, false);
    }
}
