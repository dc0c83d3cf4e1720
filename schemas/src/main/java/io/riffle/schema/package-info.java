/** Messages and state of Riffle as plain records, validated on construction. */
@NullMarked
package io.riffle.schema;

import org.jspecify.annotations.NullMarked;
