/**
 * Users that do not exist: what they like, when they come and what they click, with the truth
 * behind it. The same seed gives the same clicks. Start with {@link
 * io.riffle.lab.simulate.Simulation}.
 */
@NullMarked
package io.riffle.lab.simulate;

import org.jspecify.annotations.NullMarked;
