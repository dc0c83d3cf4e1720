/**
 * How well something ranks events of a file: leave one out, test-then-learn in time order, and
 * rankings of the same lists. Every measure comes with its definition of ties and with an interval.
 * Models and baselines are asked in the same way.
 *
 * <p>Start with {@link LeaveOneOut}.
 */
@NullMarked
package io.riffle.training.evaluation;

import org.jspecify.annotations.NullMarked;
