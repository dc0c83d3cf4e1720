/**
 * The training job's face: samples in, announcements out, plain Java, owned by one thread. Both
 * models learn in one batch, wait, rest and are published by what the settings say. Its state is
 * written whole and read whole.
 *
 * <p>Start with {@link OnlineTrainer}.
 */
@NullMarked
package io.riffle.training.online;

import org.jspecify.annotations.NullMarked;
