/**
 * Riffle's topics on a broker: what they are, making them, reading and writing them by hand. Every
 * Kafka client of the commands is made here; those of gateways are their own. Start with {@link
 * io.riffle.lab.kafka.TopicPlan} and {@link io.riffle.lab.kafka.Brokers}.
 */
@NullMarked
package io.riffle.lab.kafka;

import org.jspecify.annotations.NullMarked;
