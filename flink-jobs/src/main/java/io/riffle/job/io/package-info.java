/**
 * The edge: topics in, topics out, dead letters, files, and what is checked of a broker before a
 * job starts. Kafka lives here and nowhere else in the jobs. Start with {@link
 * io.riffle.job.io.KafkaSources} and {@link io.riffle.job.io.Decoder}.
 */
@NullMarked
package io.riffle.job.io;

import org.jspecify.annotations.NullMarked;
