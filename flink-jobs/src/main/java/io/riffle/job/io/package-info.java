/**
 * The edge: topics in, topics out, and what is checked of a broker before a job starts. Kafka lives
 * here and nowhere else in the jobs; what records mean is in {@link io.riffle.job.decode}. Start
 * with {@link io.riffle.job.io.KafkaSources} and {@link io.riffle.job.io.KafkaSinks}.
 */
@NullMarked
package io.riffle.job.io;

import org.jspecify.annotations.NullMarked;
