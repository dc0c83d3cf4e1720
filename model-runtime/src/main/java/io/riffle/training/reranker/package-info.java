/**
 * Trainers of the reranker: from nothing on lists of a file, or onward on lists of a stream,
 * teacher and student together. What it goes on from moves between trainers, artifacts and
 * vocabularies here. Whether it may be published is decided elsewhere.
 *
 * <p>Start with {@link RerankerTrainer}.
 */
@NullMarked
package io.riffle.training.reranker;

import org.jspecify.annotations.NullMarked;
