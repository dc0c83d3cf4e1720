/**
 * What a backbone has to beat: popularity, and what follows what. They learn event by event and
 * score every item row. No tensors are needed.
 *
 * <p>Start with {@link Baseline}.
 */
@NullMarked
package io.riffle.training.baseline;

import org.jspecify.annotations.NullMarked;
