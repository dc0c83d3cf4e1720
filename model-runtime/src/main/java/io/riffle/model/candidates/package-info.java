/**
 * What a reranker reads of a request: candidates in first-stage order, the columns that come from
 * the data, and the facts of items by row. Requests are laid side by side here and padded for the
 * device. Who scores them is another package's affair.
 *
 * <p>Start with {@link RerankArrays}.
 */
@NullMarked
package io.riffle.model.candidates;

import org.jspecify.annotations.NullMarked;
