/**
 * Who clicks and who counts: clicks are sent at a pace, answers are read back, and each click is
 * matched with its one answer. The demo and the bench share it. Start with {@link
 * io.riffle.lab.audience.Tally}; {@link io.riffle.lab.audience.Summary} has the latencies.
 */
@NullMarked
package io.riffle.lab.audience;

import org.jspecify.annotations.NullMarked;
