/**
 * The train step: samples go into the online trainer, its state into checkpoints, its models into
 * the store. How models learn is not decided here. Start with {@link
 * io.riffle.job.train.TrainOperator}.
 */
@NullMarked
package io.riffle.job.train;

import org.jspecify.annotations.NullMarked;
