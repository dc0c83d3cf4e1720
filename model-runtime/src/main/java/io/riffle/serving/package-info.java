/** Bundles of turns in, slates out: the models at work, behind plain Java. */
@NullMarked
package io.riffle.serving;

import org.jspecify.annotations.NullMarked;
