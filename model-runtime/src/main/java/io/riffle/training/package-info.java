/** Learning: interactions, losses, trainers, evaluation and the baselines beside it. */
@NullMarked
package io.riffle.training;

import org.jspecify.annotations.NullMarked;
