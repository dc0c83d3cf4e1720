/**
 * Lessons from the stream: samples that wait, that were learned, that are kept for replay or held
 * back to judge by. A revised sample teaches only what is new in it. Which lists and which item
 * facts a reranker may learn from is read off here, too.
 *
 * <p>Start with {@link Lesson}.
 */
@NullMarked
package io.riffle.training.samples;

import org.jspecify.annotations.NullMarked;
