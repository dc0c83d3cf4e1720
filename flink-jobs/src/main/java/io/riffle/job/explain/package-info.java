/**
 * Why a slate shows what it shows: the task thread reads what is known of the slate, one thread of
 * the process asks the models again, and the answer comes back by the task's mailbox. Nothing here
 * is in a checkpoint. Start with {@link io.riffle.job.explain.Explaining}; {@code Counterfactuals}
 * makes the slates without an event.
 */
@NullMarked
package io.riffle.job.explain;

import org.jspecify.annotations.NullMarked;
