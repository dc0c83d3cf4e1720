/**
 * Rerankers of other papers, on the reranker's own columns, lists and number of steps, so that a
 * comparison has more beside it than parts of ourselves. Nothing here is served.
 *
 * <p>Start with {@link io.riffle.training.rivals.RivalTrainer}.
 */
@NullMarked
package io.riffle.training.rivals;

import org.jspecify.annotations.NullMarked;
