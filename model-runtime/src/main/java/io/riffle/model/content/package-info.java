/**
 * Item rows from what a catalogue says of an item: where an item was never clicked, its categories
 * and its owner's vector tell where among the trained rows it belongs. Fitted in training,
 * published beside the weights, applied wherever an item appears.
 *
 * <p>Start with {@link ContentMap}.
 */
@NullMarked
package io.riffle.model.content;

import org.jspecify.annotations.NullMarked;
