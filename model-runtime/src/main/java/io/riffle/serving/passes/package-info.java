/**
 * How the device is used: users with like amounts of work share a batched pass. What comes of the
 * passes is put back in the order of the queries. Start with {@link
 * io.riffle.serving.passes.Passes}.
 */
@NullMarked
package io.riffle.serving.passes;

import org.jspecify.annotations.NullMarked;
