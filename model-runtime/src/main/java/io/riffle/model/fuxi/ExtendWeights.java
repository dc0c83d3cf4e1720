package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;

/**
 * Mixing weights of new rows, for all layers at once: what {@link RelativeBias} gives a full pass,
 * for few rows against many positions.
 *
 * <p><b>Shapes:</b> L layers · B users · R rows · C columns: the row's own event, then positions.
 *
 * <p><b>State:</b> per layer and position the row of its position map, L · Nmax² floats, and the
 * time constants, as they were when this was made: the weights must not change afterwards.
 */
final class ExtendWeights {
    private final FuxiConfig config;
    private final NDArray maps; // [L * Nmax, 1 + columns]
    private final NDArray rates; // [L, 1, 1]
    private final NDArray scales; // [L, 1, 1]

    ExtendWeights(FuxiNetwork network, NDManager resident) {
        this.config = network.config();
        int positions = config.positions();
        long padding = (long) LayerValues.pages(positions) * LayerValues.PAGE - positions;
        try (NDManager scratch = resident.newSubManager()) {
            NDList perLayer = new NDList();
            NDList rate = new NDList();
            NDList scale = new NDList();
            for (int layer = 0; layer < config.layers(); layer++) {
                RelativeBias bias = network.block(layer).bias();
                NDArray map = bias.positionMap(scratch, positions);
                NDArray own = map.get("0:1, 0:1").broadcast(new Shape(positions, 1));
                NDArray none = scratch.zeros(new Shape(positions, padding));
                perLayer.add(NDArrays.concat(new NDList(own, map, none), 1));
                rate.add(bias.rate(scratch).reshape(1, 1, 1));
                scale.add(bias.timeScale(scratch).reshape(1, 1, 1));
            }
            this.maps = NDArrays.concat(perLayer);
            this.rates = NDArrays.concat(rate);
            this.scales = NDArrays.concat(scale);
            new NDList(maps, rates, scales).attach(resident);
        }
    }

    /** Position and time weights, [L, B·R, 2, C]; 0 where a row may not look. */
    NDArray of(NDManager scratch, Extension extension) {
        int[] positions = extension.positions();
        int rows = positions.length;
        int columns = 1 + extension.columns();
        NDArray both =
                scratch.create(
                        extension.risesAndMask(), new Shape(2, rows, columns), DataType.FLOAT32);
        NDArray distances = config.timeFunction().distances(both.get(0));
        NDArray time =
                config.timeFunction()
                        .kernel(distances.reshape(1, rows, columns), rates)
                        .mul(scales);
        NDArray position = positionRows(scratch, positions, columns);
        return NDArrays.stack(new NDList(position, time), 2)
                .mul(both.get(1).reshape(1, rows, 1, columns));
    }

    private NDArray positionRows(NDManager scratch, int[] positions, int columns) {
        int[] places = new int[config.layers() * positions.length];
        for (int layer = 0; layer < config.layers(); layer++) {
            for (int row = 0; row < positions.length; row++) {
                places[layer * positions.length + row] =
                        layer * config.positions() + positions[row];
            }
        }
        return Embedding.embedding(scratch.create(places), maps, SparseFormat.DENSE)
                .head()
                .get(new NDIndex().addAllDim().addSliceDim(0, columns))
                .reshape(config.layers(), positions.length, columns);
    }
}
