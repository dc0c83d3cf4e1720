/**
 * What one user did: a history bounded and in time order, its state as a head and pages, and the
 * window of it that a model reads. Operators keep it, models read it; how its bytes lie in a state
 * is said by the codecs. Events themselves and what is told of them are in {@code
 * io.riffle.schema}.
 *
 * <p>Start with {@link UserHistory}.
 */
@NullMarked
package io.riffle.schema.history;

import org.jspecify.annotations.NullMarked;
