/**
 * Messages and state of Riffle as plain records, validated on construction: what leaves a process
 * or outlives it. Every other module reads them; they know no engine, no broker and no model. What
 * each must hold is checked by {@link Rules}, in one form of error.
 *
 * <p>Start with {@link ClickEvent}, what comes in, and {@link Recommendation}, what goes out.
 */
@NullMarked
package io.riffle.schema;

import org.jspecify.annotations.NullMarked;
