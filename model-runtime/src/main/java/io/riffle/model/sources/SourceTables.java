package io.riffle.model.sources;

import java.util.Map;

/**
 * What sources and blend need to answer, as plain columns: what is published with a backbone.
 *
 * @param reals by name
 * @param whole by name
 */
public record SourceTables(Map<String, float[]> reals, Map<String, int[]> whole) {
    float[] real(String name, int length) {
        float[] values = reals.get(name);
        if (values == null || values.length != length) {
            throw wrong(name, values == null ? 0 : values.length, length);
        }
        return values;
    }

    int[] whole(String name, int length) {
        int[] values = whole.get(name);
        if (values == null || values.length != length) {
            throw wrong(name, values == null ? 0 : values.length, length);
        }
        return values;
    }

    static IllegalArgumentException wrong(String name, int found, int wanted) {
        return new IllegalArgumentException(
                "The length ("
                        + found
                        + ") of "
                        + name
                        + " of candidate sources must be "
                        + wanted
                        + ".\nMaybe another release published them.");
    }
}
