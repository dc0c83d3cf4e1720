/**
 * Why a slate shows what it shows: the question, and the answer with its parts. Front ends and
 * people ask, the recommend step answers. Start with {@link io.riffle.schema.explain.Explanation}.
 */
@NullMarked
package io.riffle.schema.explain;

import org.jspecify.annotations.NullMarked;
