/**
 * The reranker: an encoder of candidates and user, a student that scores them online, and a
 * semi-autoregressive teacher that only training reads. Weights have their names, shapes and first
 * values here, once for training and serving. What is read of a request stands in the candidates'
 * package.
 *
 * <p>Start with {@link PsadEncoder}; {@link SlateReadOut} makes a slate of the scores, {@link
 * SlateTerms} say what it counts of what stands before.
 */
@NullMarked
package io.riffle.model.psad;

import org.jspecify.annotations.NullMarked;
