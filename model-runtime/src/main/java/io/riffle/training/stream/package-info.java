/**
 * A backbone that follows a stream: new targets become sequences, new items get rows, forgotten
 * ones give theirs up. Steps come in random order at a constant rate. The training job and its
 * measurement offline share it.
 *
 * <p>Start with {@link OnlineBackbone}.
 */
@NullMarked
package io.riffle.training.stream;

import org.jspecify.annotations.NullMarked;
