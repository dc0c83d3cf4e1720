/** The edge: what other programs send and read, protobuf or JSON, to and from plain records. */
@NullMarked
package io.riffle.schema.wire;

import org.jspecify.annotations.NullMarked;
