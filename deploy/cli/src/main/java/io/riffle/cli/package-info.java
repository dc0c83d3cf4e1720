/**
 * The command line: the root of the commands, how a failure is told, which exit code it has. What a
 * command does is in {@code lab}, {@code job} and {@code training}; the packages below hold the
 * commands by use. Start with {@link io.riffle.cli.Riffle}.
 */
@NullMarked
package io.riffle.cli;

import org.jspecify.annotations.NullMarked;
