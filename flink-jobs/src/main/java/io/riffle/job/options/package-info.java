/**
 * What can be set: every {@code riffle.*} option with its rule, read once into {@code settings},
 * all mistakes told together. A step is given the settings and never sees an option. Start with
 * {@link io.riffle.job.options.RecommendOptions} for one group after another.
 */
@NullMarked
package io.riffle.job.options;

import org.jspecify.annotations.NullMarked;
