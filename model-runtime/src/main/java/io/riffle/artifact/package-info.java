/** Model artifacts: what is written once, verified on every read and never executed. */
@NullMarked
package io.riffle.artifact;

import org.jspecify.annotations.NullMarked;
