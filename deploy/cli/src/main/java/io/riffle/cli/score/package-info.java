/** Scoring histories offline. */
@NullMarked
package io.riffle.cli.score;

import org.jspecify.annotations.NullMarked;
