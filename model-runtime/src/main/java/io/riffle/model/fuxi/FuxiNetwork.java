package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import io.riffle.model.engine.NamedTensors;
import io.riffle.model.engine.RootMeanSquare;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * FuXi-β as tensors: its input, its layers, and the pass through all of them.
 *
 * <p><b>Shapes:</b> B users · N positions of the longest history · R rows · I items · D model
 * width.
 */
final class FuxiNetwork {
    private final FuxiConfig config;
    private final NDArray items; // [I, D]
    private final NDArray positions; // [Nmax, D]
    private final NDArray rootWidth; // scalar √D
    private final FuxiBlock[] blocks;

    /**
     * Lays the layers over their weights.
     *
     * @param resident owns a few constants
     */
    FuxiNetwork(FuxiConfig config, Map<String, NDArray> parameters, NDManager resident) {
        this.config = config;
        this.items = NamedTensors.get(parameters, FuxiConfig.ITEM_TABLE);
        this.positions = NamedTensors.get(parameters, "position_embedding");
        this.rootWidth = resident.create((float) Math.sqrt(config.width()));
        RootMeanSquare rms = new RootMeanSquare(resident.create(config.rmsEpsilon()));
        this.blocks = new FuxiBlock[config.layers()];
        for (int layer = 0; layer < blocks.length; layer++) {
            blocks[layer] = new FuxiBlock(config, parameters, layer, rms);
        }
    }

    FuxiConfig config() {
        return config;
    }

    FuxiBlock block(int layer) {
        return blocks[layer];
    }

    /** Layer 0 input √D·E[s] + P[i], position first, [N, B, D]. */
    NDArray input(NDManager scratch, Histories histories) {
        int longest = histories.longest();
        NDArray rows = scratch.create(histories.rows(), new Shape(longest, histories.users()));
        NDArray places =
                positions
                        .get(scratch, new NDIndex().addSliceDim(0, longest))
                        .reshape(longest, 1, config.width());
        return Embedding.embedding(rows, items, SparseFormat.DENSE)
                .head()
                .mul(rootWidth)
                .add(places);
    }

    /** Layer 0 input of single rows, [R, D]. */
    NDArray input(NDArray rows, NDArray places) {
        return Embedding.embedding(rows, items, SparseFormat.DENSE)
                .head()
                .mul(rootWidth)
                .add(Embedding.embedding(places, positions, SparseFormat.DENSE).head());
    }

    /** What all layers share of the time differences, [B, N, N]. */
    NDArray distances(NDManager scratch, Histories histories) {
        long users = histories.users();
        long longest = histories.longest();
        NDArray next = scratch.create(histories.nextPlusOne(), new Shape(users, longest, 1));
        NDArray own = scratch.create(histories.own(), new Shape(users, 1, longest));
        return config.timeFunction().distances(next.sub(own).maximum(1));
    }

    /**
     * Full pass.
     *
     * @param settling where values are kept; null when nobody wants them
     * @return unit vectors [B, N, D]
     */
    NDArray encode(
            NDManager scratch,
            Histories histories,
            Dropouts dropouts,
            @Nullable ValuePlaces settling) {
        NDArray x = MultiStageFfn.drop(input(scratch, histories), dropouts.embedding());
        NDArray distances = distances(scratch, histories);
        NDArray causal = RelativeBias.causal(scratch, histories.longest());
        for (FuxiBlock block : blocks) {
            x = block.encode(x, distances, causal, dropouts.linear(), settling);
        }
        return x.normalize(2, -1, config.l2Epsilon()).transpose(1, 0, 2);
    }
}
