/**
 * What is shown of scored candidates: the best, or, for an explored share of the requests, drawn
 * ones. Whoever draws logs how likely it was, so that training can learn what another order would
 * have brought. The rules of a placement are carried out here as well. Of models only the terms are
 * known by which what is shown before counts.
 *
 * <p>Start with {@link SlatePolicy}; {@link Arranger} carries out rules on any order of items.
 */
@NullMarked
package io.riffle.serving.slate;

import org.jspecify.annotations.NullMarked;
