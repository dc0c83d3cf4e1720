package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * A way to compute new rows on top of settled positions.
 *
 * <p><b>State:</b> what it made of the weights when it was made: they must not change afterwards.
 */
interface Extender {
    /** As {@link FuxiBeta#extend}. */
    NDArray extend(NDManager scratch, Extension extension, LayerValues values);

    /** Rows together up to which whole windows cost less this way than in a full pass. */
    int windowRows();
}
