/**
 * How the lab and the commands speak: results, progress, failures. One console is made by the
 * process and handed down. Start with {@link io.riffle.lab.console.Console}.
 */
@NullMarked
package io.riffle.lab.console;

import org.jspecify.annotations.NullMarked;
