/**
 * What records mean: each is one input of a step, or one dead letter with the rule that it breaks.
 * Nothing here throws, whatever a record holds. Start with {@link io.riffle.job.decode.Decoder} and
 * {@link io.riffle.job.decode.UserDecoders}.
 */
@NullMarked
package io.riffle.job.decode;

import org.jspecify.annotations.NullMarked;
