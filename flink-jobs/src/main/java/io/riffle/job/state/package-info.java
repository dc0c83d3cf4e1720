/** How Flink keeps and ships our records: one serializer over the codecs. */
@NullMarked
package io.riffle.job.state;

import org.jspecify.annotations.NullMarked;
