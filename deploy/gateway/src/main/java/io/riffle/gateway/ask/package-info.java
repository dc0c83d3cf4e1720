/**
 * A question on its way to the job and back: written to a topic, waited for without a thread until
 * its deadline, answered by the job or from what is remembered. Start with {@link
 * io.riffle.gateway.ask.Asking}; {@code FallbackAnswers} stands in for a silent job.
 */
@NullMarked
package io.riffle.gateway.ask;

import org.jspecify.annotations.NullMarked;
