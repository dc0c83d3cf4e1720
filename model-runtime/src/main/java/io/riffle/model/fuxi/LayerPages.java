package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;

/**
 * Which settled positions one pass reads.
 *
 * @param pages int64 [users · pages]; reused by every layer
 */
record LayerPages(LayerValues values, NDArray pages, int users) {
    /** [users, positions, M]. */
    NDArray read(int layer) {
        return values.read(layer, pages, users);
    }
}
