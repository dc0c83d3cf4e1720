package io.riffle.model.fuxi;

import io.riffle.model.fuxi.Extension.Row;

/**
 * Time distances of new rows to the positions they read and to their own event, which all layers
 * share.
 *
 * <p><b>Units:</b> seconds, subtracted as int64 before any rounding.
 */
final class RowTimes {
    private final float[][] distances; // per row: positions 0 .. own

    RowTimes(TimeFunction function, Extension extension) {
        int rows = 0;
        for (int user = 0; user < extension.users(); user++) {
            rows += extension.rows(user).length;
        }
        this.distances = new float[rows][];
        int next = 0;
        for (int user = 0; user < extension.users(); user++) {
            long[] seconds = extension.seconds(user);
            for (Row row : extension.rows(user)) {
                float[] own = new float[row.position() + 1];
                for (int j = 0; j < own.length; j++) {
                    own[j] = function.distance(Extension.rise(row.next() - seconds[j]));
                }
                distances[next++] = own;
            }
        }
    }

    /** R. */
    int rows() {
        return distances.length;
    }

    /** Distances of a row to positions 0 to its own. */
    float[] of(int row) {
        return distances[row];
    }
}
