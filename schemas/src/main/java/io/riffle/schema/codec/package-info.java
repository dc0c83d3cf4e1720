/** Bytes of state: one versioned, checksummed codec per type. */
@NullMarked
package io.riffle.schema.codec;

import org.jspecify.annotations.NullMarked;
