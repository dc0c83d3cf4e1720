/**
 * Conditions that items of the catalogue satisfy or not: as a value, as one line of text, as JSON.
 * Requests and placements bring them, the catalogue's index answers them. Start with {@link
 * io.riffle.schema.condition.Condition}; {@link io.riffle.schema.condition.ConditionText} reads the
 * line.
 */
@NullMarked
package io.riffle.schema.condition;

import org.jspecify.annotations.NullMarked;
