/** The streaming programs: wiring and options. */
@NullMarked
package io.riffle.job;

import org.jspecify.annotations.NullMarked;
