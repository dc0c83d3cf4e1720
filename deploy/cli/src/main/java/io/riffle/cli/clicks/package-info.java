/** Clicks on their way to a broker: where they come from, how fast they go, who sends them. */
@NullMarked
package io.riffle.cli.clicks;

import org.jspecify.annotations.NullMarked;
