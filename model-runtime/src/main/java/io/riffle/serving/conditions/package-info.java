/**
 * Which items of the catalogue satisfy a condition. Requests and placements bring conditions, the
 * stages of serving ask about items. Start with {@link io.riffle.serving.conditions.ItemSet}.
 */
@NullMarked
package io.riffle.serving.conditions;

import org.jspecify.annotations.NullMarked;
