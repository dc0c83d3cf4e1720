/**
 * How Flink keeps and ships our records: one serializer over the codecs, and the inputs that the
 * steps read. Class names of this package stand in savepoints: a class here is never renamed or
 * moved. Start with {@link io.riffle.job.state.CodecSerializer}.
 */
@NullMarked
package io.riffle.job.state;

import org.jspecify.annotations.NullMarked;
