/**
 * From weights to an announced version: when one is due, what is written, and the gates that it
 * passes. What a gate refuses is never announced. A version read back is held against the weights
 * that were meant.
 *
 * <p>Start with {@link ModelPublisher}; who trains decides when, in {@code online}.
 */
@NullMarked
package io.riffle.training.publish;

import org.jspecify.annotations.NullMarked;
