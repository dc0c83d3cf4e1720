/**
 * The demo: users who click, the system that answers and learns, and what a person sees of it. Its
 * options of learning are chosen to show something within a minute. Start with {@link
 * io.riffle.lab.demo.Demo}.
 */
@NullMarked
package io.riffle.lab.demo;

import org.jspecify.annotations.NullMarked;
