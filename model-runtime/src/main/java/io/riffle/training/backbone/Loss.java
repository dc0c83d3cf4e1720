package io.riffle.training.backbone;

import ai.djl.ndarray.NDArray;

/**
 * A loss of one batch.
 *
 * @param value mean over the positions that learn, scalar
 * @param objective scalar whose gradient is the loss's; its value may differ
 */
record Loss(NDArray value, NDArray objective) {}
