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
import io.riffle.model.fuxi.Extension.Row;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

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
                        risesAndMask(extension), new Shape(2, rows, columns), DataType.FLOAT32);
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

    /**
     * max(Δ, 0) + 1 of every row against its own event (column 0) and every position (from column
     * 1), and beneath it which of them count, 1 or 0: [2, B · R, 1 + columns], float32.
     *
     * <p>A settled row reads its own values where it wrote them, an open one beside: column 0.
     * Differences are taken in int64, before any rounding.
     */
    private static ByteBuffer risesAndMask(Extension extension) {
        int most = extension.most();
        int width = 1 + extension.columns();
        int half = extension.users() * most * width;
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(2 * half * Float.BYTES).order(ByteOrder.nativeOrder());
        float[] rises = new float[width];
        float[] mask = new float[width];
        for (int user = 0; user < extension.users(); user++) {
            Row[] rows = extension.rows(user);
            for (int r = 0; r < most; r++) {
                int reads = 0;
                Arrays.fill(mask, 0);
                if (r < rows.length) {
                    Row row = rows[r];
                    reads = row.position() + (row.settled() ? 1 : 0);
                    rises(rises, row, extension.seconds(user), reads);
                    mask[0] = row.settled() ? 0 : 1;
                    Arrays.fill(mask, 1, 1 + reads, 1);
                } else {
                    rises[0] = 1;
                }
                Arrays.fill(rises, 1 + reads, width, 1);
                int at = (user * most + r) * width;
                bytes.asFloatBuffer().put(at, rises).put(half + at, mask);
            }
        }
        return bytes;
    }

    private static void rises(float[] rises, Row row, long[] own, int reads) {
        rises[0] = Extension.rise(row.next() - own[row.position()]);
        for (int j = 0; j < reads; j++) {
            rises[1 + j] = Extension.rise(row.next() - own[j]);
        }
    }
}
