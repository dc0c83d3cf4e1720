/**
 * Messages and state of Riffle as plain records, validated on construction: what leaves a process
 * or outlives it. Every other module reads them; they know no engine, no broker and no model. The
 * rules of a user's history live here, too.
 *
 * <p>Start with {@link UserHistory}.
 */
@NullMarked
package io.riffle.schema;

import org.jspecify.annotations.NullMarked;
