/**
 * The tensor engine and what the models share of it: one runtime for each process, named weights,
 * rows in main memory, arithmetic on the lanes of a processor. Nothing here knows a model. Both
 * models stand on it, and training and serving open it.
 *
 * <p>Start with {@link TensorRuntime}.
 */
@NullMarked
package io.riffle.model.engine;

import org.jspecify.annotations.NullMarked;
