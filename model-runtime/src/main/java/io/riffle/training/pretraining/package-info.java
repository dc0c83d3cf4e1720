/**
 * Models from files before anything streams: a backbone epoch by epoch, a reranker from its lists,
 * and untrained ones to start from. A run is a function of its events and seed and goes on where it
 * stopped. What it writes is an artifact like any other.
 *
 * <p>Start with {@link Pretraining}.
 */
@NullMarked
package io.riffle.training.pretraining;

import org.jspecify.annotations.NullMarked;
