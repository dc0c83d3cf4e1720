package io.riffle.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.artifact.LoadedModel;
import io.riffle.model.FuxiBeta;
import io.riffle.model.FuxiConfig;
import io.riffle.model.TensorRuntime;

/**
 * Scores whole histories with a backbone, offline: cosine of the last position with every item row.
 *
 * <p><b>State</b>: the weights, on the device. <b>Shapes</b>: B histories.
 */
public final class BackboneScorer implements AutoCloseable {
    private final NDManager resident;
    private final FuxiBeta model;

    BackboneScorer(FuxiBeta model, NDManager resident) {
        this.model = model;
        this.resident = resident;
    }

    /** Loads an artifact onto a device: {@code auto}, {@code cpu} or {@code gpu}. */
    public static BackboneScorer of(LoadedModel artifact, String device) {
        NDManager manager = TensorRuntime.open(device).newManager();
        FuxiConfig config = FuxiConfig.of(artifact.config());
        return new BackboneScorer(new FuxiBeta(config, artifact.weights(), manager), manager);
    }

    /** Most events of a history that count: the newest. */
    public int maxHistory() {
        return model.config().maxHistory();
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
            float[] flat = users.matMul(model.targets(scratch).transpose()).toFloatArray();
            float[][] scores = new float[rows.length][itemRows()];
            for (int b = 0; b < rows.length; b++) {
                System.arraycopy(flat, b * itemRows(), scores[b], 0, itemRows());
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
    float[] scoreAsked(int[][] rows, long[][] seconds, long[] positions) {
        try (NDManager scratch = resident.newSubManager()) {
            return model.encodeAsked(scratch, rows, seconds, seconds)
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
