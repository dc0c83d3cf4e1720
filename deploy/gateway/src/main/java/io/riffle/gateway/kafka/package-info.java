/**
 * The gateway's Kafka clients: one producer that never makes its caller wait, and readers that
 * begin where they are told and come back by themselves after an outage. Kafka is known here and in
 * no other room of the gateway. Start with {@link io.riffle.gateway.kafka.Outbox}.
 */
@NullMarked
package io.riffle.gateway.kafka;

import org.jspecify.annotations.NullMarked;
