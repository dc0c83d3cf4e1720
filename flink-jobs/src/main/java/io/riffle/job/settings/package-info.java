/**
 * What a step is told: options that were read and validated, as values that travel with the job to
 * its machines. Nothing here reads an option; {@code options} does, and makes these. Start with
 * {@link io.riffle.job.settings.RecommendSettings}.
 */
@NullMarked
package io.riffle.job.settings;

import org.jspecify.annotations.NullMarked;
