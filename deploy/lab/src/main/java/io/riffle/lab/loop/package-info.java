/**
 * Lists shown and learned from in a circle, without a broker and without jobs: the classes that
 * serve make the slates of a simulated world, its people click by the truth, the classes that train
 * learn from that, and what their gate publishes serves from then on. Start with {@link
 * io.riffle.lab.loop.ListLoop}.
 */
@NullMarked
package io.riffle.lab.loop;

import org.jspecify.annotations.NullMarked;
