/**
 * One user: history, dislikes, budget and open slates, decoded on the heap and written as keyed
 * state, and the timers that follow what is read. One user's state is loaded, changed and stored by
 * one turn of a bundle. Start with {@link io.riffle.job.user.KeyedUser}.
 */
@NullMarked
package io.riffle.job.user;

import org.jspecify.annotations.NullMarked;
