/** The edge: Kafka, dead letters, files. */
@NullMarked
package io.riffle.job.io;

import org.jspecify.annotations.NullMarked;
