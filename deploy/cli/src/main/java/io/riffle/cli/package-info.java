/** The command line. */
@NullMarked
package io.riffle.cli;

import org.jspecify.annotations.NullMarked;
