/**
 * The two streaming programs: what each reads, the steps in between, what each writes, and the
 * {@code main} that a cluster calls. Everything is wired here and nothing is decided here. Start
 * with {@link io.riffle.job.RecommendationJob#define}.
 */
@NullMarked
package io.riffle.job;

import org.jspecify.annotations.NullMarked;
