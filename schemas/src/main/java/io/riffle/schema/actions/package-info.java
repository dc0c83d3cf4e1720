/**
 * What actions mean: which enter a history, which teach and how much, which are negatives, and
 * which names of a user's own events stand for them. Jobs, trainers and readers of files ask here.
 *
 * <p>Start with {@link io.riffle.schema.actions.ActionRules}.
 */
@NullMarked
package io.riffle.schema.actions;

import org.jspecify.annotations.NullMarked;
