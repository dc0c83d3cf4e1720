/**
 * The quality gate: whether weights about to be published rank as well as what serves. Evidence are
 * requests that neither of them has learned, and clicks are weighed by the chance that they were
 * seen. It refuses or lets pass; it writes nothing.
 *
 * <p>Start with {@link NonInferiority}, which refuses; {@link Judges} holds one judge a model.
 */
@NullMarked
package io.riffle.training.judge;

import org.jspecify.annotations.NullMarked;
