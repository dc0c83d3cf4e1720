/**
 * Bytes of state: one versioned, checksummed codec for each type. What a release wrote is read by
 * all later ones, or refused in a sentence, and never believed unchecked. State of the jobs and
 * samples that wait are written by these and by nothing else.
 *
 * <p>Start with {@link Codec}.
 */
@NullMarked
package io.riffle.schema.codec;

import org.jspecify.annotations.NullMarked;
