package io.riffle.training.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.riffle.artifact.LoadedModel;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.Dropouts;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import java.util.Arrays;

/**
 * Scores whole histories with a backbone, offline: cosine of the last position with every item row.
 *
 * <p><b>State</b>: the weights, on the device. <b>Shapes</b>: B histories.
 */
public final class BackboneScorer implements AutoCloseable {
    /** Scores that exist at once: a gigabyte. */
    public static final long MOST_SCORES = 1 << 28;

    private final NDManager resident;
    private final FuxiBeta model;

    BackboneScorer(FuxiBeta model, NDManager resident) {
        this.model = model;
        this.resident = resident;
    }

    /** Loads an artifact onto a device: {@code auto}, {@code cpu} or {@code gpu}. */
    public static BackboneScorer of(LoadedModel artifact, String device) {
        NDManager manager = TensorRuntime.open(device).newManager();
        try {
            FuxiConfig config = FuxiConfig.of(artifact.config());
            return new BackboneScorer(new FuxiBeta(config, artifact.weights(), manager), manager);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /** Most events of a history that count: the newest. */
    public int maxHistory() {
        return model.config().maxHistory();
    }

    /** Of the softmax over scores that the backbone was trained with. */
    public float temperature() {
        return model.config().temperature();
    }

    /** Item rows, row 0 included. */
    public int itemRows() {
        return model.config().items();
    }

    /**
     * Scores of all item rows for each history.
     *
     * @param rows item rows, oldest first, [B][1 to maxHistory]
     * @param seconds their times and the query time, [B][n+1]
     * @return [B][item rows]; row 0 means nothing
     */
    public float[][] score(int[][] rows, long[][] seconds) {
        int longest = 0;
        for (int[] history : rows) {
            longest = Math.max(longest, history.length);
        }
        long[] last = new long[rows.length];
        for (int b = 0; b < rows.length; b++) {
            last[b] = (long) b * longest + rows[b].length - 1;
        }
        try (NDManager scratch = resident.newSubManager()) {
            NDArray users =
                    model.encode(scratch, rows, seconds)
                            .reshape(-1, model.config().width())
                            .get(scratch.create(last));
            NDArray targets_DI = model.targets(scratch).transpose();
            float[][] scores = new float[rows.length][];
            // All together they may be more than an array can hold.
            int most = (int) Math.max(1, MOST_SCORES / itemRows());
            for (int from = 0; from < rows.length; from += most) {
                int to = Math.min(rows.length, from + most);
                try (NDManager own = scratch.newSubManager()) {
                    NDArray some_BD = users.get(own, new NDIndex().addSliceDim(from, to));
                    float[] flat = some_BD.matMul(targets_DI).toFloatArray();
                    for (int b = from; b < to; b++) {
                        int begin = (b - from) * itemRows();
                        scores[b] = Arrays.copyOfRange(flat, begin, begin + itemRows());
                    }
                }
            }
            return scores;
        }
    }

    /**
     * Scores of all item rows at chosen positions, each asked with the time of its own event.
     *
     * @param rows item rows, oldest first, [B][1 to maxHistory]
     * @param seconds their times, [B][n]
     * @param positions flat index b·N+i, N the longest history, [P]
     * @return [P·item rows]
     */
    public float[] scoreAsked(int[][] rows, long[][] seconds, long[] positions) {
        try (NDManager scratch = resident.newSubManager()) {
            return model.encodeAsked(scratch, rows, seconds, seconds, Dropouts.NONE)
                    .reshape(-1, model.config().width())
                    .get(scratch.create(positions))
                    .matMul(model.targets(scratch).transpose())
                    .toFloatArray();
        }
    }

    @Override
    public void close() {
        model.close();
        resident.close();
    }
}
