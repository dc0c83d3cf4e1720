/**
 * Clicks on their way to a broker: from a file, from lines as they are, or from simulated users,
 * each at a given pace. Who sends them is not decided here. Start with {@link
 * io.riffle.lab.clicks.ClickSource}.
 */
@NullMarked
package io.riffle.lab.clicks;

import org.jspecify.annotations.NullMarked;
