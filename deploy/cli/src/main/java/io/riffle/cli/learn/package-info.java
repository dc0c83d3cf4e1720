/**
 * {@code riffle pretrain}: models learned from a file, before anything streams. The trainers are in
 * {@code training}; here are their arguments, their progress and the report. Start with {@link
 * io.riffle.cli.learn.PretrainCommand}.
 */
@NullMarked
package io.riffle.cli.learn;

import org.jspecify.annotations.NullMarked;
