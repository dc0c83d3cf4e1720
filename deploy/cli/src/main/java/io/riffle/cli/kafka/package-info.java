/** Riffle's topics on a broker: what they are, making them, reading and writing them by hand. */
@NullMarked
package io.riffle.cli.kafka;

import org.jspecify.annotations.NullMarked;
