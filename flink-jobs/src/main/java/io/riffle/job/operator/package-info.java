/** The operators: bundles, one user's state, the swap of models. */
@NullMarked
package io.riffle.job.operator;

import org.jspecify.annotations.NullMarked;
