/**
 * Shown lists and what can be known about them before they are shown: labels, columns lagged in
 * time, the vocabulary of items and users. A list never sees its own clicks. The reranker learns
 * from these, and baselines are scored on them.
 *
 * <p>Start with {@link ListSample}.
 */
@NullMarked
package io.riffle.training.lists;

import org.jspecify.annotations.NullMarked;
