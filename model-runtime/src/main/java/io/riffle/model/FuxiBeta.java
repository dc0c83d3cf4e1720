package io.riffle.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * FuXi-β, the generative backbone: item rows and times of a history to one unit vector per
 * position. One definition for training and serving.
 *
 * <p><b>Shapes:</b> B users · N positions of the longest history · D model width · L layers.
 * <b>Units:</b> seconds. <b>Source:</b> FuXi-β, arXiv 2508.10615.
 *
 * <p><b>State:</b> the weights, resident on the device, float32, under the names of the model
 * artifact. Temporaries belong to the manager each call is given. Not thread-safe while training;
 * any number of threads may encode.
 */
public final class FuxiBeta implements AutoCloseable {
    private final FuxiConfig config;
    private final NDManager resident;
    private final Map<String, NDArray> parameters;
    private final NDArray items; // [I, D]
    private final NDArray positions; // [Nmax, D]
    private final NDArray rootWidth; // scalar √D
    private final FuxiBlock[] blocks;
    private @Nullable Extender extender; // made by the first extend

    /**
     * Uploads weights.
     *
     * @param weights row-major values by tensor name; {@link FuxiConfig#tensors} has the shapes
     * @param parent owns the device memory; closing this model frees it earlier
     * @throws IllegalArgumentException when a tensor is absent or has another size
     */
    public FuxiBeta(FuxiConfig config, Map<String, float[]> weights, NDManager parent) {
        this.config = config;
        this.resident = parent.newSubManager();
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        config.tensors()
                .forEach((name, shape) -> arrays.put(name, upload(name, shape, weights.get(name))));
        this.parameters = Collections.unmodifiableMap(arrays);
        this.items = NamedTensors.get(arrays, "item_embedding");
        this.positions = NamedTensors.get(arrays, "position_embedding");
        this.rootWidth = resident.create((float) Math.sqrt(config.width()));
        RootMeanSquare rms = new RootMeanSquare(resident.create(config.rmsEpsilon()));
        this.blocks = new FuxiBlock[config.layers()];
        for (int layer = 0; layer < blocks.length; layer++) {
            blocks[layer] = new FuxiBlock(config, parameters, layer, rms);
        }
    }

    /** Fresh weights, drawn as the paper's authors do; the same seed gives the same weights. */
    public static Map<String, float[]> initialise(FuxiConfig config, long seed) {
        return new Initialisation(config, seed).draw();
    }

    public FuxiConfig config() {
        return config;
    }

    /** The weights by artifact name, in forward order. Training attaches gradients to them. */
    public Map<String, NDArray> parameters() {
        return parameters;
    }

    /** Copies the weights to plain Java. */
    public Map<String, float[]> weights() {
        Map<String, float[]> copies = new LinkedHashMap<>();
        parameters.forEach((name, array) -> copies.put(name, array.toFloatArray()));
        return copies;
    }

    /**
     * Full pass over whole histories.
     *
     * <p>Histories are left-aligned: position i of user b is {@code rows[b][i]}. What the result
     * holds after a user's last position is unspecified and receives no gradient unless it is read.
     *
     * @param scratch owns the result and every temporary
     * @param rows item rows of each user, oldest first, 1 to {@code positions} of them
     * @param seconds times of each user's events, and the query time after them: one more than rows
     * @return unit vectors [B, N, D]
     */
    public NDArray encode(NDManager scratch, int[][] rows, long[][] seconds, Dropouts dropouts) {
        return encode(scratch, new Histories(rows, seconds, config), dropouts, null);
    }

    /**
     * Full pass in which each position is asked with a time of its own, for training.
     *
     * @param seconds times of each user's events, as many as rows
     * @param queries the time each position is asked with, as many as rows
     * @return unit vectors [B, N, D]
     */
    public NDArray encode(
            NDManager scratch,
            int[][] rows,
            long[][] seconds,
            long[][] queries,
            Dropouts dropouts) {
        return encode(scratch, new Histories(rows, seconds, queries, config), dropouts, null);
    }

    /**
     * Full pass that answers a query at every position, without dropout: row i is the answer to the
     * history cut after event i and asked with {@code queries[b][i]}.
     *
     * @param seconds times of each user's events, as many as rows
     * @param queries times asked with, as many as rows
     * @return unit vectors [B, N, D]
     */
    public NDArray encodeAsked(
            NDManager scratch, int[][] rows, long[][] seconds, long[][] queries) {
        Histories asked = new Histories(rows, seconds, queries, config);
        NDArray rows_NBD = new AskedPass(this, scratch).encode(asked.settled(), asked);
        return rows_NBD.normalize(2, -1, config.l2Epsilon()).transpose(1, 0, 2);
    }

    /** Full pass without dropout. */
    public NDArray encode(NDManager scratch, int[][] rows, long[][] seconds) {
        return encode(scratch, rows, seconds, Dropouts.NONE);
    }

    /**
     * Full pass, of which only the answers to the queries are wanted.
     *
     * @return unit vectors of each user's last position, [B, D]
     */
    public NDArray encodeLast(NDManager scratch, int[][] rows, long[][] seconds) {
        Histories histories = new Histories(rows, seconds, config);
        NDArray all_BND = encode(scratch, histories, Dropouts.NONE, null);
        return histories.last(scratch, all_BND);
    }

    /**
     * Full pass that also settles: values of every position but a user's last are kept, so that
     * {@link #extend} can go on from there.
     *
     * @param slots one per user, none twice; 0 keeps nothing
     * @return unit vectors of each user's last position, asked for the query time, [B, D]
     */
    public NDArray prefill(
            NDManager scratch, int[][] rows, long[][] seconds, int[] slots, LayerValues values) {
        Histories histories = new Histories(rows, seconds, config);
        if (histories.users() * histories.longest() <= extender().windowRows()) {
            return extend(scratch, Extension.ofWindows(slots, rows, seconds), values);
        }
        NDArray places = scratch.create(histories.places(slots, values));
        Settling settling = new Settling(values, places);
        NDArray all_BND = encode(scratch, histories, Dropouts.NONE, settling);
        return histories.last(scratch, all_BND);
    }

    /**
     * New rows on top of settled positions: the same numbers as {@link #encode}, without computing
     * the settled ones again.
     *
     * @return unit vectors of the open rows, in order of users and rows, [open, D]
     */
    public NDArray extend(NDManager scratch, Extension extension, LayerValues values) {
        return extender().extend(scratch, extension, values);
    }

    /** Item rows of unit length, [I, D]: what scores are taken against, with gradient. */
    public NDArray targets(NDManager scratch) {
        return items.get(scratch, new NDIndex().addAllDim()).normalize(2, -1, config.l2Epsilon());
    }

    /** Tensors held: the weights and a few constants, however much was encoded. */
    public int residentTensors() {
        return resident.getManagedArrays().size();
    }

    @Override
    public void close() {
        resident.close();
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

    private NDArray encode(
            NDManager scratch,
            Histories histories,
            Dropouts dropouts,
            @Nullable Settling settling) {
        NDArray x = MultiStageFfn.drop(input(scratch, histories), dropouts.embedding());
        NDArray distances = distances(scratch, histories);
        NDArray causal = RelativeBias.causal(scratch, histories.longest());
        for (FuxiBlock block : blocks) {
            x = block.encode(x, distances, causal, dropouts.linear(), settling);
        }
        return x.normalize(2, -1, config.l2Epsilon()).transpose(1, 0, 2);
    }

    private Extender extender() {
        if (extender == null) {
            extender =
                    RowPass.possible(resident.getDevice())
                            ? new RowPass(config, parameters)
                            : new TensorPass(this, resident);
        }
        return extender;
    }

    /** Replaces the way new rows are computed, for tests of those not taken here. */
    void extendBy(Extender other) {
        extender = other;
    }

    FuxiBlock block(int layer) {
        return blocks[layer];
    }

    private NDArray upload(String name, long[] shape, float @Nullable [] values) {
        Shape expected = new Shape(shape);
        if (values == null || values.length != expected.size()) {
            throw new IllegalArgumentException(
                    "The tensor ("
                            + name
                            + ") of the backbone must hold "
                            + expected.size()
                            + " values, not "
                            + (values == null ? "none" : values.length)
                            + ".");
        }
        ByteBuffer direct =
                ByteBuffer.allocateDirect(values.length * Float.BYTES)
                        .order(ByteOrder.nativeOrder());
        direct.asFloatBuffer().put(values);
        return resident.create(direct, expected, DataType.FLOAT32);
    }
}
