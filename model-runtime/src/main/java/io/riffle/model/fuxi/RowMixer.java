package io.riffle.model.fuxi;

import io.riffle.model.engine.FloatRows;
import io.riffle.model.engine.Lanes;
import io.riffle.model.fuxi.Extension.Row;

/**
 * AFTM for new rows: two weighted sums over the positions before a row, and its own value. Settled
 * rows leave their values behind, first, since later rows of the same user read them.
 *
 * <p><b>Shapes:</b> R rows · M mixing width · H heads · V value width of a head.
 */
final class RowMixer {
    private final FuxiConfig config;
    private final Extension extension;
    private final RowTimes times;
    private final LayerValues values;
    private final int mix;
    private final float[] earlier_NM; // values of one user's positions
    private final float[] weights_2N; // by position, then by time
    private final float[] mixed_2M;

    RowMixer(FuxiConfig config, Extension extension, RowTimes times, LayerValues values) {
        this.config = config;
        this.extension = extension;
        this.times = times;
        this.values = values;
        this.mix = config.mixWidth();
        int most = 0;
        for (int row = 0; row < times.rows(); row++) {
            most = Math.max(most, times.of(row).length);
        }
        this.earlier_NM = new float[most * mix + Lanes.SLACK];
        this.weights_2N = new float[2 * most];
        this.mixed_2M = new float[2 * mix];
    }

    /**
     * Mixes every row of a layer.
     *
     * @param both_R3M gates, then values in the last third
     * @param mixed_R2M result, [p of head 0 | q of head 0 | p of head 1 | …]
     */
    void mix(int l, RowLayer layer, float[] both_R3M, float[] mixed_R2M) {
        FloatRows kept = values.rows(l);
        int next = 0;
        for (int user = 0; user < extension.users(); user++) {
            Row[] rows = extension.rows(user);
            gather(kept, user, both_R3M, next);
            for (Row row : rows) {
                mix(layer, row, next, both_R3M);
                interleave(mixed_R2M, next * 2 * mix);
                next++;
            }
        }
    }

    /** Brings together what a user's rows read, and keeps what is new of it. */
    private void gather(FloatRows kept, int user, float[] both_R3M, int firstRow) {
        Row[] rows = extension.rows(user);
        int slot = extension.slot(user);
        int reach = 0;
        for (Row row : rows) {
            reach = Math.max(reach, row.position());
        }
        kept.read(values.place(slot, 0), reach, earlier_NM, 0);
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].settled()) {
                int from = value(firstRow + r);
                int position = rows[r].position();
                System.arraycopy(both_R3M, from, earlier_NM, position * mix, mix);
                kept.write(values.place(slot, position), both_R3M, from);
            }
        }
    }

    /** p and q of one row. */
    private void mix(RowLayer layer, Row row, int at, float[] both_R3M) {
        int count = row.position();
        float[] distances = times.of(at);
        int nearest = config.positions() - 1;
        System.arraycopy(layer.positionBias(), nearest - count, weights_2N, 0, count);
        Lanes.kernel(distances, layer.timeRate(), layer.timeScale(), count, weights_2N, count);
        Lanes.product(weights_2N, 2, count, earlier_NM, mix, mixed_2M);
        float byPosition = layer.positionBias()[nearest];
        float byTime = (float) (layer.timeScale() * Math.exp(layer.timeRate() * distances[count]));
        int value = value(at);
        for (int m = 0; m < mix; m++) {
            mixed_2M[m] += byPosition * both_R3M[value + m];
            mixed_2M[mix + m] += byTime * both_R3M[value + m];
        }
    }

    private void interleave(float[] mixed_R2M, int to) {
        int head = config.valueWidth();
        for (int h = 0; h < config.heads(); h++) {
            System.arraycopy(mixed_2M, h * head, mixed_R2M, to + 2 * h * head, head);
            System.arraycopy(mixed_2M, mix + h * head, mixed_R2M, to + (2 * h + 1) * head, head);
        }
    }

    private int value(int row) {
        return (3 * row + 2) * mix;
    }
}
