/**
 * Server-Sent Events to many clients without a thread for any of them: a client that does not read
 * is dropped when its bounded queue is full. Start with {@link io.riffle.gateway.stream.Streams}.
 */
@NullMarked
package io.riffle.gateway.stream;

import org.jspecify.annotations.NullMarked;
