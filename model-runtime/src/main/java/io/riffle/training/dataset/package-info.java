/**
 * Interactions of a file in memory: who took what when, user by user in time order. Events of one
 * second have no order but the file's, and what that means stands here once. Everything offline
 * reads it; nothing here learns.
 *
 * <p>Start with {@link Interactions}.
 */
@NullMarked
package io.riffle.training.dataset;

import org.jspecify.annotations.NullMarked;
