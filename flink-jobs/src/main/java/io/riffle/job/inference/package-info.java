/**
 * The models at work, as the operator sees them, and what an artifact must pass before it becomes
 * one: its place, its bytes, its size in memory. Other packages load through the interface; tests
 * have a model that is a plain function of the history. Start with {@link
 * io.riffle.job.inference.Inference}; {@code UpdateGate} refuses.
 */
@NullMarked
package io.riffle.job.inference;

import org.jspecify.annotations.NullMarked;
