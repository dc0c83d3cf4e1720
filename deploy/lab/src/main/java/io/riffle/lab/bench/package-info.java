/**
 * Measurements of the whole system: a sweep of rates, and what a swap of models costs. Percentiles
 * come from the answers' own fields (by {@link io.riffle.lab.audience.Summary}), machine costs from
 * the process. Start with {@link io.riffle.lab.bench.Bench}.
 */
@NullMarked
package io.riffle.lab.bench;

import org.jspecify.annotations.NullMarked;
