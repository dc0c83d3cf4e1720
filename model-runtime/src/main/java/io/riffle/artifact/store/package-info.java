/**
 * Where artifacts lie: versions that are claimed, staged, committed, listed and pruned, by many
 * writers at once. It works on any file system that keeps a few promises. What is inside a version
 * is the artifact package's affair.
 *
 * <p>Start with {@link ModelStore}.
 */
@NullMarked
package io.riffle.artifact.store;

import org.jspecify.annotations.NullMarked;
