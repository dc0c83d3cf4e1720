/**
 * Commands that run the system: the demo, a job against your own Kafka, the benches, and the
 * simulator's files. What they start is in {@code lab}. Start with {@link
 * io.riffle.cli.run.DemoCommand}.
 */
@NullMarked
package io.riffle.cli.run;

import org.jspecify.annotations.NullMarked;
