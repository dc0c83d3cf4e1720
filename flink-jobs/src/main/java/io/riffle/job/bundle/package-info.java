/**
 * Clicks and requests that wait together: when they are inferred, and how each user's become turns,
 * with the history as it was just after each of them. What they are answered is not decided here.
 * Start with {@link io.riffle.job.bundle.Bundling}; {@code UserTurn} brings a user's clicks into
 * the state.
 */
@NullMarked
package io.riffle.job.bundle;

import org.jspecify.annotations.NullMarked;
