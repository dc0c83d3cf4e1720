/**
 * Arguments that several commands share, and the rules of their values. A broken rule is wrong
 * usage and told before any file is read. Start with {@link io.riffle.cli.arguments.ArgumentRules}.
 */
@NullMarked
package io.riffle.cli.arguments;

import org.jspecify.annotations.NullMarked;
