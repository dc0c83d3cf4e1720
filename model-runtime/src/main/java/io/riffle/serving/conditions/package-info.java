/**
 * Which items of the catalogue satisfy a condition. The catalogue's readers feed an index, requests
 * and placements bring conditions, the stages of serving ask about items. Start with {@link
 * io.riffle.serving.conditions.CatalogueIndex}; what the stages see is an {@link
 * io.riffle.serving.conditions.ItemSet}.
 */
@NullMarked
package io.riffle.serving.conditions;

import org.jspecify.annotations.NullMarked;
