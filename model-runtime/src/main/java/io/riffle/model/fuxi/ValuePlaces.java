package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * Where the values of one pass go.
 *
 * @param places int64, one per row of the pass; reused by every layer
 */
record ValuePlaces(LayerValues values, NDIndex places) {
    public ValuePlaces(LayerValues values, NDArray places) {
        this(values, new NDIndex("{}", places));
    }

    void keep(int layer, NDArray value) {
        values.write(layer, places, value);
    }
}
