/**
 * The reranker's losses: the teacher's at each slot, the student's on labels, and what the student
 * learns from the teacher. What a slot is asked for and what stands before it are laid out here.
 * Everything is a function of one batch and its options.
 *
 * <p>Start with {@link JointLoss}.
 */
@NullMarked
package io.riffle.training.distillation;

import org.jspecify.annotations.NullMarked;
