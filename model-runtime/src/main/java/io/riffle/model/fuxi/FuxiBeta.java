package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.riffle.model.engine.TensorRuntime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * FuXi-β, the generative backbone: item rows and times of a history to one unit vector per
 * position. One definition for training and serving, to which laws hold {@link RowPass}.
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
    private final FuxiWeights weights;
    private final FuxiNetwork network;
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
        this.weights = new FuxiWeights(config, weights, parent);
        try {
            this.network = new FuxiNetwork(config, parameters(), this.weights.resident());
        } catch (RuntimeException | Error e) {
            this.weights.close();
            throw e;
        }
    }

    /**
     * Uploads weights, with room for item rows that come later.
     *
     * @param spare item rows beside those of the config, zero until they are set
     */
    public static FuxiBeta withRoom(
            FuxiConfig config, Map<String, float[]> weights, int spare, NDManager parent) {
        return spare == 0
                ? new FuxiBeta(config, weights, parent)
                : new FuxiBeta(
                        config.withItems(config.items() + spare),
                        FuxiWeights.withRoom(config, weights, spare),
                        parent);
    }

    /**
     * Sets an item row, [D]: from the next pass on events of the item are read with it. Positions
     * that are settled keep what they read: whoever goes on from them must know which these are.
     */
    public void setItem(int row, float[] values) {
        weights.setItem(row, values);
    }

    /** Fresh weights, drawn as the paper's authors do; the same seed gives the same weights. */
    public static Map<String, float[]> initialise(FuxiConfig config, long seed) {
        return new Initialisation(config, seed).draw();
    }

    /** Its architecture. */
    public FuxiConfig config() {
        return config;
    }

    /** The weights by artifact name, in forward order. Training attaches gradients to them. */
    public Map<String, NDArray> parameters() {
        return weights.parameters();
    }

    /** Copies the weights to plain Java. */
    public Map<String, float[]> weights() {
        return weights.copies();
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
        return network.encode(scratch, new Histories(rows, seconds, config), dropouts, null);
    }

    /**
     * Full pass in which each position is asked with a time of its own, as many as rows.
     *
     * @return unit vectors [B, N, D]
     */
    public NDArray encode(
            NDManager scratch,
            int[][] rows,
            long[][] seconds,
            long[][] queries,
            Dropouts dropouts) {
        return network.encode(
                scratch, new Histories(rows, seconds, queries, config), dropouts, null);
    }

    /**
     * Full pass that answers a query at every position: row i is the answer to the history cut
     * after event i and asked with {@code queries[b][i]}; unit vectors [B, N, D].
     */
    public NDArray encodeAsked(
            NDManager scratch,
            int[][] rows,
            long[][] seconds,
            long[][] queries,
            Dropouts dropouts) {
        Histories asked = new Histories(rows, seconds, queries, config);
        return new AskedPass(network, scratch)
                .encode(asked.settled(), asked, dropouts)
                .normalize(2, -1, config.l2Epsilon())
                .transpose(1, 0, 2);
    }

    /** The same without dropout. */
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
        NDArray all_BND = network.encode(scratch, histories, Dropouts.NONE, null);
        return histories.last(scratch, all_BND);
    }

    /**
     * Whole windows that also settle: values of every position but a user's last are kept, so that
     * {@link #extend} can go on from there. As with extend, the weights are final.
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
        ValuePlaces settling = new ValuePlaces(values, places);
        NDArray all_BND = network.encode(scratch, histories, Dropouts.NONE, settling);
        return histories.last(scratch, all_BND);
    }

    /**
     * New rows on top of settled positions: the same numbers as {@link #encode}, without computing
     * the settled ones again. By one thread at a time, and the weights are final: what the first
     * call made of them serves all later ones.
     *
     * @return unit vectors of the open rows, in order of users and rows, [open, D]
     */
    public NDArray extend(NDManager scratch, Extension extension, LayerValues values) {
        return extender().extend(scratch, extension, values);
    }

    /** Item rows of unit length, [I, D]: what scores are taken against, with gradient. */
    public NDArray targets(NDManager scratch) {
        return weights.items()
                .get(scratch, new NDIndex().addAllDim())
                .normalize(2, -1, config.l2Epsilon());
    }

    /** Tensors held: the weights and a few constants, however much was encoded. */
    public int residentTensors() {
        return weights.resident().getManagedArrays().size();
    }

    @Override
    public void close() {
        weights.close();
    }

    private Extender extender() {
        if (extender == null) {
            extender =
                    TensorRuntime.hasLanes(weights.resident().getDevice())
                            ? new RowPass(config, parameters())
                            : new TensorPass(network, weights.resident());
        }
        return extender;
    }

    /** Replaces the way new rows are computed, for tests of those not taken here. */
    void extendBy(Extender other) {
        extender = other;
    }

    FuxiNetwork network() {
        return network;
    }
}
