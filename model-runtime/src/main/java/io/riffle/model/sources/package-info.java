/**
 * Candidate sources that count, and their blend: what is popular of late, what follows what, and
 * how far each is to be believed. Plain Java, microseconds a request; the same classes learn in the
 * training job and answer in the recommendation job.
 *
 * <p>Start with {@link CandidateSources}, where another source would be added; {@link SourceBlend}
 * weighs them.
 */
@NullMarked
package io.riffle.model.sources;

import org.jspecify.annotations.NullMarked;
