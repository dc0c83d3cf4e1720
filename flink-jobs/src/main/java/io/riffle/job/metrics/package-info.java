/**
 * The numbers of both steps: counters, times by stage, how fresh what serves is, how well the next
 * click was foreseen. What is counted is decided where it happens; names and units are here. Start
 * with {@link io.riffle.job.metrics.RecommendMetrics}.
 */
@NullMarked
package io.riffle.job.metrics;

import org.jspecify.annotations.NullMarked;
