/**
 * Measures of an order, each defined once: rank of a target, discounted gain, measures of a list,
 * and intervals by drawing again. They take plain numbers and know neither models nor files.
 * Trainers, gates and evaluations all count by them.
 *
 * <p>Start with {@link RankingMetrics}.
 */
@NullMarked
package io.riffle.training.metrics;

import org.jspecify.annotations.NullMarked;
