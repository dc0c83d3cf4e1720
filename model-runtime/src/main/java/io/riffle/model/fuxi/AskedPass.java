package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/**
 * Full pass that answers a query at every position: row i is what {@link FuxiBeta#encode} gives for
 * the last position of the history cut after event i and asked with a time of its own.
 *
 * <p>Two streams run side by side. The settled one is the plain pass, each row asked with the time
 * of its next event: its values are what later rows mix. The asked one mixes the settled values of
 * earlier rows and its own value.
 *
 * <p><b>Shapes:</b> B users · N positions · D model width · M mixing width.
 */
final class AskedPass {
    private final FuxiNetwork network;
    private final NDManager scratch;

    AskedPass(FuxiNetwork network, NDManager scratch) {
        this.network = network;
        this.scratch = scratch;
    }

    /** Asked rows before the last normalisation, position first, [N, B, D]. */
    NDArray encode(Histories settled, Histories asked, Dropouts dropouts) {
        NDArray x = MultiStageFfn.drop(network.input(scratch, settled), dropouts.embedding());
        NDArray z = x;
        NDArray settledDistances = network.distances(scratch, settled);
        NDArray askedDistances = network.distances(scratch, asked);
        int longest = settled.longest();
        NDArray causal = RelativeBias.causal(scratch, longest);
        NDArray own = scratch.eye(longest).toType(DataType.FLOAT32, false);
        NDArray earlier = causal.sub(own);
        for (int layer = 0; layer < network.config().layers(); layer++) {
            FuxiBlock block = network.block(layer);
            TokenMixer mixer = block.mixer();
            RelativeBias bias = block.bias();
            NDArray scale = bias.timeScale();
            NDArray map_NN = bias.positionMap(scratch, longest);
            NDArray kernel_BNN = bias.timeKernel(askedDistances, causal);
            NDArray normal = block.rms().normalise(z);
            NDArray value = block.value(normal);
            NDArray settledNormal = block.rms().normalise(x);
            NDArray settledValue = block.value(settledNormal);

            NDArray atOwn_NB1 = kernel_BNN.mul(own).sum(new int[] {2}).transpose().expandDims(2);
            NDArray p =
                    mixer.byPosition(settledValue, map_NN.mul(earlier))
                            .add(value.mul(map_NN.get("0, 0")));
            NDArray q =
                    mixer.byTime(settledValue, kernel_BNN.mul(earlier), scale)
                            .add(value.mul(atOwn_NB1).mul(scale));
            z = block.finish(z, block.gate(normal), mixer.interleave(p, q), dropouts.linear());
            if (layer < network.config().layers() - 1) { // nobody mixes the last one's values
                x = block.encode(x, settledDistances, causal, dropouts.linear(), null);
            }
        }
        return z;
    }
}
