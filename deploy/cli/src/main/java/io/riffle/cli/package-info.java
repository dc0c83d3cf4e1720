/**
 * The command line: one class per command, and what they share. {@link io.riffle.cli.Riffle} is the
 * root; {@code lab} is the whole system in one JVM, {@code kafka} what operates a broker, {@code
 * files} the data files, {@code simulate} the users of the demo.
 */
@NullMarked
package io.riffle.cli;

import org.jspecify.annotations.NullMarked;
