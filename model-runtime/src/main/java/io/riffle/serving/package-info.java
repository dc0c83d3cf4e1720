/**
 * Bundles of turns in, slates out: the models at work, behind plain Java. The first stage proposes
 * candidates by the user's vector, the second puts them in the order that is shown. An output
 * depends on history, query and model versions alone, whatever shares its bundle.
 *
 * <p>Start with {@link Recommender}.
 */
@NullMarked
package io.riffle.serving;

import org.jspecify.annotations.NullMarked;
