/**
 * HTTP in front of the topics: clicks and requests in, slates and live events out. Kept apart from
 * the jobs: it stands on the messages and on Kafka's clients alone, and is answered for by
 * doc/api.md. Start with {@link io.riffle.gateway.Gateway}.
 */
@NullMarked
package io.riffle.gateway;

import org.jspecify.annotations.NullMarked;
