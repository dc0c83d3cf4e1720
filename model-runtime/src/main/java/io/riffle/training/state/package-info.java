/**
 * A trainer's memory as bytes: sections behind a mark and a version, each chunk believed only by
 * its checksum. It knows sections, not what is in them. Bytes of earlier releases stay readable, or
 * are refused in a sentence.
 *
 * <p>Start with {@link TrainerFile}.
 */
@NullMarked
package io.riffle.training.state;

import org.jspecify.annotations.NullMarked;
