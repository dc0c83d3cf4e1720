/**
 * The catalogue and a user's events in the rows of one backbone: what may be proposed, what the
 * model reads of a history, and where its window starts. Scores of all items become the best few
 * here, in an order that is the same on every machine. Rows belong to a model: with another one
 * they are made anew.
 *
 * <p>Start with {@link ItemIndex}.
 */
@NullMarked
package io.riffle.serving.items;

import org.jspecify.annotations.NullMarked;
