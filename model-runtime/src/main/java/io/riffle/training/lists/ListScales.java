package io.riffle.training.lists;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Usual deviation, around a list's mean, of the first stage's scores and of the columns that come
 * with the candidates: the root of the mean square over all candidates of all lists.
 */
final class ListScales {
    private final double[] squares;
    private long candidates;

    private ListScales(int columns) {
        squares = new double[columns];
    }

    /**
     * The scales of lists.
     *
     * @param features columns per candidate
     * @return the score's scale, then one for each column; 1 for what never differs
     */
    static List<Float> of(Collection<ListSample> lists, int features) {
        ListScales scales = new ListScales(features + 1);
        lists.forEach(scales::add);
        List<Float> deviations = new ArrayList<>();
        for (double square : scales.squares) {
            double deviation = Math.sqrt(square / Math.max(1, scales.candidates));
            deviations.add(deviation > 1e-9 ? (float) deviation : 1f);
        }
        return deviations;
    }

    private void add(ListSample list) {
        candidates += list.size();
        float[] values = new float[list.size()];
        for (int column = 0; column < squares.length; column++) {
            for (int i = 0; i < values.length; i++) {
                values[i] = value(list, i, column);
            }
            double mean = 0;
            for (float value : values) {
                mean += value / values.length;
            }
            for (float value : values) {
                squares[column] += (value - mean) * (value - mean);
            }
        }
    }

    private static float value(ListSample list, int candidate, int column) {
        float value = 0;
        if (column == 0) {
            value = list.scores().length == 0 ? 0 : list.scores()[candidate];
        } else if (list.features().length > 0) {
            value = list.features()[candidate][column - 1];
        }
        return Float.isFinite(value) ? value : 0;
    }
}
