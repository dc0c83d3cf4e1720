/**
 * The recommend step: a click is checked, waits in a {@code bundle}, is answered, and settles the
 * slates its user was shown before. One operator holds it; each class here is one stretch of a
 * click's way. Start with {@link io.riffle.job.recommend.RecommendOperator}; {@code Settlement}
 * makes samples of slates, {@code Requests} answers without a click, {@code Merging} moves a
 * guest's history.
 */
@NullMarked
package io.riffle.job.recommend;

import org.jspecify.annotations.NullMarked;
