/** How commands speak: results, progress, failures. */
@NullMarked
package io.riffle.cli.console;

import org.jspecify.annotations.NullMarked;
