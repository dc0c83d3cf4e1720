/**
 * Taking a model into use: what was announced is remembered in operator state, loaded on a thread
 * beside the operator, and put in place between two bundles. Which version that is, {@code models}
 * says; what it must pass, {@code inference}. Start with {@link io.riffle.job.swap.ModelSwap}.
 */
@NullMarked
package io.riffle.job.swap;

import org.jspecify.annotations.NullMarked;
