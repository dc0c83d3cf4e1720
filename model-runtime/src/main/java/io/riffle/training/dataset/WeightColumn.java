package io.riffle.training.dataset;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A weight for each event; takes no memory as long as all are 1. */
final class WeightColumn {
    private float @Nullable [] weights;

    float get(int event) {
        return weights == null || event >= weights.length ? 1 : weights[event];
    }

    void set(int event, float weight) {
        if (weights == null && weight == 1) {
            return;
        }
        float[] column = weights == null ? new float[0] : weights;
        if (event >= column.length) {
            int before = column.length;
            column = Arrays.copyOf(column, Math.max(1024, event + 1 + (event >> 1)));
            Arrays.fill(column, before, column.length, 1);
        }
        column[event] = weight;
        weights = column;
    }

    /** The weights of the events that these ordinals name, in their order. */
    WeightColumn ordered(int[] ordinals) {
        WeightColumn ordered = new WeightColumn();
        if (weights != null) {
            ordered.weights = new float[ordinals.length];
            for (int i = 0; i < ordinals.length; i++) {
                ordered.weights[i] = get(ordinals[i]);
            }
        }
        return ordered;
    }
}
