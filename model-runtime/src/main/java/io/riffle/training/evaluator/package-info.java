/**
 * What a whole slate brings in clicks, learned from slates that were shown, and searches for a
 * better one. It judges orders, which the reranker makes; neither knows the other. Nothing here is
 * served.
 *
 * <p>Start with {@link io.riffle.training.evaluator.SlateEvaluator}.
 */
@NullMarked
package io.riffle.training.evaluator;

import org.jspecify.annotations.NullMarked;
