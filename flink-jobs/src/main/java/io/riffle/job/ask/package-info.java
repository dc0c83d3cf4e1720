/**
 * Slates for the asking: what a request and the rules of its placement make of a slate, what a user
 * was shown before, and the histories that guests bring. The recommend step asks here, beside what
 * it knows of clicks. Start with {@link io.riffle.job.ask.Asked}.
 */
@NullMarked
package io.riffle.job.ask;

import org.jspecify.annotations.NullMarked;
