/**
 * Steps down a gradient: moments of weights, updated in place, and the lengths that gradients are
 * cut to. One trainer of the process takes a step at a time. What the gradients are of is not known
 * here.
 *
 * <p>Start with {@link AdamW}.
 */
@NullMarked
package io.riffle.training.optimiser;

import org.jspecify.annotations.NullMarked;
