/**
 * Why a slate shows what it shows, at the edge. Start with {@link
 * io.riffle.schema.wire.explain.ExplanationWire}.
 */
@NullMarked
package io.riffle.schema.wire.explain;

import org.jspecify.annotations.NullMarked;
